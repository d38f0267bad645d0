package oscc.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One run of a host program, described first and then done.
 *
 * @param argv program and arguments; no shell looks at them
 * @param environment set in addition to oscc's own environment
 * @param folder the working folder
 * @param timeout after which program and children are killed
 * @param outputLimit most bytes of each output stream that are kept
 */
public record Run(
    List<String> argv,
    Map<String, String> environment,
    Path folder,
    Duration timeout,
    int outputLimit) {

  /** How long a program's output is read once the program has ended. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  public Run {
    argv = List.copyOf(argv);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
  }

  /** A run in the C locale, in the folder oscc runs in, for ten minutes and 64 MiB at most. */
  public static Run of(List<String> argv) {
    return new Run(argv, Map.of("LC_ALL", "C"), Path.of(""), Duration.ofMinutes(10), 64 << 20);
  }

  /** The same run with one more variable in its environment. */
  public Run with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Run(argv, more, folder, timeout, outputLimit);
  }

  /** The same run with another limit of time. */
  public Run within(Duration limit) {
    return new Run(argv, environment, folder, limit, outputLimit);
  }

  /** The same run in another folder. */
  public Run in(Path where) {
    return new Run(argv, environment, where, timeout, outputLimit);
  }

  /** The same run with another limit of output. */
  public Run keeping(int bytes) {
    return new Run(argv, environment, folder, timeout, bytes);
  }

  /**
   * What a program said and how it ended.
   *
   * @param complete whether all of its output is here
   */
  public record Result(int status, String out, String err, boolean complete) {}

  /**
   * Runs the program with an empty standard input and waits for its end. A status other than zero
   * is a result like any other.
   */
  public Result result() throws IOException {
    Process process = start();
    Output out = new Output(process.getInputStream(), outputLimit);
    Output err = new Output(process.getErrorStream(), outputLimit);
    Thread outReader = Thread.ofVirtual().start(out);
    Thread errReader = Thread.ofVirtual().start(err);
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "`%s` did not end within %d s".formatted(argv.getFirst(), timeout.toSeconds()));
      }
      // A grandchild may keep the pipes open for as long as it likes; what came so far must do.
      outReader.join(LAST_WORDS);
      errReader.join(LAST_WORDS);
      return new Result(
          process.exitValue(), out.text(), err.text(), out.isComplete() && err.isComplete());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while `%s` ran".formatted(argv.getFirst()), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().putAll(environment);
    builder.directory(folder.toAbsolutePath().toFile());
    builder.redirectInput(new File("/dev/null"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw DebianPrograms.explain(argv.getFirst(), e);
    }
  }

  /** Reads a stream to its end, so that the program never blocks, and keeps its beginning. */
  private static final class Output implements Runnable {
    private final InputStream in;
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private volatile boolean complete;

    Output(InputStream in, int limit) {
      this.in = in;
      this.limit = limit;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[1 << 14];
      long total = 0;
      try (in) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          kept.write(buffer, 0, Math.min(n, limit - kept.size()));
          total += n;
        }
        complete = total <= limit;
      } catch (IOException e) {
        // The program was killed; what it said so far is all there is.
        complete = false;
      }
    }

    boolean isComplete() {
      return complete;
    }

    String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
