package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import oscc.diag.Progress.Event;

class ProgressLineTest {
  private final StringWriter shown = new StringWriter();
  private final AtomicLong clock = new AtomicLong();
  private final ProgressLine line = new ProgressLine(new PrintWriter(shown), clock::get);

  private void after(long millis, Event event) {
    clock.addAndGet(millis * 1_000_000);
    line.on(event);
  }

  @Test
  void downloads_add_up() {
    after(0, new Event.Stage("source"));
    after(500, new Event.Download("a", 1024, 4096));
    after(500, new Event.Download("b", 2048, 2048));

    assertThat(shown.toString())
        .endsWith("\r\u001b[Ksource: fetching 3.0 KiB of 6.0 KiB, 1 of 2 files to go");
  }

  @Test
  void what_comes_too_fast_to_be_read_is_not_shown() {
    after(0, new Event.Stage("source"));
    after(1, new Event.Work("unpacking", "libc6"));
    after(200, new Event.Work("unpacking", "bash"));

    assertThat(shown.toString()).contains("bash").doesNotContain("libc6");
  }

  @Test
  void a_long_name_never_wraps() {
    after(0, new Event.Work("unpacking", "x".repeat(500)));

    assertThat(shown.toString().replace("\r\u001b[K", "")).hasSize(79).endsWith("…");
  }

  @Test
  void a_warning_stays_and_the_line_goes() {
    after(0, new Event.Stage("source"));
    after(0, new Event.Warning("the mirror is slow"));
    line.close();

    assertThat(shown.toString())
        .isEqualTo("\r\u001b[Ksource\r\u001b[Kwarning: the mirror is slow\n");
  }
}
