package oscc.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that a machine has written to its console, and a way to wait for more. */
public final class Console {
  // A console that runs wild for hours keeps its end only.
  private static final int KEPT = 4 << 20;
  private static final int SHOWN_LINES = 15;

  private final StringBuilder text = new StringBuilder();
  private long dropped;
  private boolean ended;

  Console() {}

  /** Reads a stream to its end; one thread does this for the life of the machine. */
  void read(InputStream in) {
    char[] buffer = new char[1 << 13];
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        append(new String(buffer, 0, n));
      }
    } catch (IOException e) {
      append("\n[oscc: cannot read the console: " + e.getMessage() + "]\n");
    } finally {
      end();
    }
  }

  private synchronized void append(String more) {
    text.append(more);
    int tooMuch = text.length() - KEPT;
    if (tooMuch > 0) {
      text.delete(0, tooMuch);
      dropped += tooMuch;
    }
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The text so far, as UTF-8; what is none is U+FFFD. */
  public synchronized String text() {
    return text.toString();
  }

  /** Starts to read from the beginning. */
  Cursor cursor() {
    return new Cursor();
  }

  /** A place up to which somebody has read. */
  final class Cursor {
    private long place;

    private Cursor() {}

    /** What came since the last call, waited for no longer than this; nothing if nothing came. */
    String more(Duration limit) throws InterruptedException {
      synchronized (Console.this) {
        if (place == total() && !ended) {
          Console.this.wait(limit.toMillis());
        }
        String more = text.substring((int) (Math.max(place, dropped) - dropped));
        place = total();
        return more;
      }
    }

    /** Whether all is read and nothing will come any more. */
    boolean atEnd() {
      synchronized (Console.this) {
        return ended && place == total();
      }
    }
  }

  /** How many characters ever came: the place behind the newest one. */
  public synchronized long total() {
    return dropped + text.length();
  }

  /** The place of the oldest character that is still here. */
  public synchronized long start() {
    return dropped;
  }

  /** What came behind a place, as far as it is still here. */
  public synchronized String since(long place) {
    return text.substring((int) (Math.max(place, dropped) - dropped));
  }

  /**
   * Waits until the pattern is found anywhere in the text.
   *
   * @throws IOException if the time is over or the machine has ended before; the message shows how
   *     the console ends
   */
  public synchronized String await(Pattern pattern, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        return matcher.group();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (ended || left <= 0) {
        String why = ended ? "the machine ended" : "%d s are over".formatted(limit.toSeconds());
        throw new IOException(
            "`%s` did not appear on the console: %s; it ends with:%n%s"
                .formatted(pattern, why, lastLines()));
      }
      wait(left);
    }
  }

  private String lastLines() {
    List<String> lines = text.toString().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }
}
