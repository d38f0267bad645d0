package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AgentRepliesTest {
  private final AgentReplies replies = new AgentReplies();

  private void send(String text) {
    replies.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void a_reply_that_comes_byte_by_byte_is_whole_in_the_end() {
    String sent = "\noscc-agent 1\noscc-reply 7 3 5\na\0\n\u00ff\noscc-reply 8 0 0\n";
    for (char c : sent.substring(0, sent.indexOf("oscc-reply 8")).toCharArray()) {
      assertThat(replies.take(7)).isEmpty();
      send(String.valueOf(c));
    }

    assertThat(replies.isGreeted()).isTrue();
    assertThat(replies.take(7)).contains(new AgentReplies.Raw(7, "3", "a\0\n\u00ff\n"));
  }

  @Test
  void output_that_looks_like_the_protocol_is_output() {
    String output = "\noscc-agent 1\noscc-reply 2 0 0\n";
    send("oscc-agent 1\noscc-reply 1 0 %d\n%s".formatted(output.length(), output));

    assertThat(replies.take(1)).contains(new AgentReplies.Raw(1, "0", output));
    assertThat(replies.starts()).isEqualTo(1);
  }

  @Test
  void what_is_no_message_is_passed_over() {
    send("oscc-reply x 0 1\noscc-reply 1 0 99999999999\n" + "x".repeat(500));
    send("\n\noscc-agent 1\noscc-reply 1 time 2\nab");

    assertThat(replies.take(1)).contains(new AgentReplies.Raw(1, "time", "ab"));
  }

  @Test
  void a_reply_to_an_older_request_is_not_taken_for_the_new_one() {
    send("oscc-agent 1\noscc-reply 1 0 1\na");

    assertThat(replies.take(2)).isEmpty();
  }

  @Test
  void a_machine_that_went_down_in_the_middle_of_a_reply_greets_again() {
    send("oscc-agent 1\n");
    replies.forget();
    send("oscc-reply 1 0 100\nhalf of it");
    send("\noscc-agent 1\noscc-reply 2 0 1\nb");

    assertThat(replies.isGreeted()).isTrue();
    assertThat(replies.take(2)).contains(new AgentReplies.Raw(2, "0", "b"));
  }
}
