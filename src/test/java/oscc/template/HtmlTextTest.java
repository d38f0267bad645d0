package oscc.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
  @Test
  void what_means_something_to_a_browser_is_escaped() {
    assertThat(HtmlText.escape("<b class=\"x\" id='y'>&amp;</b>"))
        .isEqualTo("&lt;b class=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;");
  }

  @Test
  void what_no_page_may_hold_is_replaced() {
    assertThat(HtmlText.escape("a\0b\u001b[1mc\ud800d\u0085e\tf")).isEqualTo("a�b�[1mc�d�e\tf");
  }
}
