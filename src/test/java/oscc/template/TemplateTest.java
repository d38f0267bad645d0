package oscc.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplateTest {

  @Test
  void a_partial_stands_in_its_line_with_the_values_of_the_template() {
    Template template = Template.of("t", "a\n{{> parts/announce}}\nb\n");

    String text = template.render(Map.of("failed", "'x failed: '"));

    assertThat(text)
        .startsWith("a\n# One write")
        .contains("announce 'x failed: '")
        .endsWith("}\nb\n");
    assertThat(text).doesNotContain("}\n\nb");
  }

  @Test
  void a_name_becomes_its_value_and_nothing_is_escaped() {
    Template template = Template.of("t", "a {{x}} b ${y}\n");

    assertThat(template.render(Map.of("x", "<'&\">"))).isEqualTo("a <'&\"> b ${y}\n");
  }

  @Test
  void an_unknown_name_is_an_error_that_says_template_and_name() {
    assertThatThrownBy(() -> Template.of("t", "{{x}}").render(Map.of("y", "1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("template t")
        .hasStackTraceContaining("no value for `x`");
  }

  @Test
  void an_unknown_section_is_an_error_too() {
    assertThatThrownBy(() -> Template.of("t", "{{#x}}{{/x}}").render(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("`x`");
  }

  @Test
  void sections_repeat_over_lists_and_lines_of_their_own_vanish() {
    Template template = Template.of("t", "{{#l}}\n{{n}}{{o}}\n{{/l}}\nend\n");

    String text =
        template.render(Map.of("o", "!", "l", List.of(Map.of("n", "1"), Map.of("n", "2"))));

    assertThat(text).isEqualTo("1!\n2!\nend\n");
  }

  @Test
  void sections_over_booleans_and_lists_of_strings() {
    Template template =
        Template.of("t", "{{#a}}A{{/a}}{{#b}}B{{/b}}{{^b}}C{{/b}}{{#l}}{{.}},{{/l}}");

    assertThat(template.render(Map.of("a", true, "b", false, "l", List.of("x", "y"))))
        .isEqualTo("ACx,y,");
  }

  @Test
  void a_value_of_another_kind_is_refused() {
    assertThatThrownBy(() -> Template.of("t", "{{x}}").render(Map.of("x", 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_template_that_is_not_there_is_an_error() {
    assertThatThrownBy(() -> Template.load("no/such")).hasMessageContaining("no/such");
  }

  @Test
  void what_mustache_knows_beyond_names_sections_and_partials_is_an_error() {
    for (String more : List.of("{{%pragma}}", "{{<t}}{{/t}}", "{{$name}}{{/name}}")) {
      assertThatThrownBy(() -> Template.of("t", more)).hasMessageContaining("is no name, section");
    }
    assertThat(Template.of("t", "a{{! a comment }}b").render(Map.of())).isEqualTo("ab");
  }
}
