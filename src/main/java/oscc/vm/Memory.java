package oscc.vm;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a machine, in KiB.
 *
 * @param total what the kernel has to give, without itself
 * @param available what programs could still get
 */
public record Memory(long total, long available) {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Asks a machine. */
  static Memory of(GuestAgent agent) throws IOException, InterruptedException {
    String text = agent.run("cat /proc/meminfo", SOON).output();
    return new Memory(kibibytes("MemTotal", text), kibibytes("MemAvailable", text));
  }

  private static long kibibytes(String name, String text) throws IOException {
    Matcher line = Pattern.compile("(?m)^%s: +([0-9]{1,12}) kB$".formatted(name)).matcher(text);
    if (!line.find()) {
      throw new IOException("the machine's /proc/meminfo has no " + name);
    }
    return Long.parseLong(line.group(1));
  }
}
