package oscc.vm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import oscc.bundle.Artifact;

/** A machine that runs in QEMU; closing it ends it. Only its own processes are ever ended. */
public final class VmProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Process process;
  private final Console console;

  private VmProcess(Process process, Console console) {
    this.process = process;
    this.console = console;
  }

  /** Starts a command line and reads its console. */
  public static VmProcess start(List<String> argv, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().putAll(environment);
    VmProcess vm = new VmProcess(builder.start(), new Console());
    Thread.ofPlatform()
        .daemon()
        .name("console")
        .start(() -> vm.console.read(vm.process.getInputStream()));
    return vm;
  }

  /** Starts a command line on the terminal of oscc itself; the console stays empty. */
  public static VmProcess onTerminal(List<String> argv, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
    builder.environment().putAll(environment);
    return new VmProcess(builder.start(), new Console());
  }

  /** The command that starts a bundle. */
  public static List<String> command(Path bundle, List<String> arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(bundle.resolve(Artifact.RUN.fileName()).toAbsolutePath().toString());
    argv.add("--");
    argv.addAll(arguments);
    return argv;
  }

  /** What the machine has written. */
  public Console console() {
    return console;
  }

  /** The process; the run script becomes QEMU, so this is QEMU's own. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Types into the console; a machine that takes nothing of it for this long fails that. */
  public void type(String text, Duration limit) throws IOException, InterruptedException {
    FutureTask<Boolean> typing = new FutureTask<>(() -> write(text));
    // A full pipe holds up who writes until QEMU reads or ends.
    Thread.ofPlatform().daemon().name("typing").start(typing);
    try {
      typing.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "the machine does not take what is typed within %d s".formatted(limit.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException("QEMU does not take what is typed", e);
    }
  }

  private boolean write(String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(StandardCharsets.UTF_8));
    in.flush();
    return true;
  }

  /** Waits for the end and returns the exit status. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /** Waits for the end and returns the exit status. */
  public int await(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the machine still runs after %d s".formatted(limit.toSeconds()));
    }
    return process.exitValue();
  }

  /** Ends the machine: first politely, then without mercy. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    awaitEnd(all);
    all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    awaitEnd(all);
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Some still run; the caller knows harder means.
      return;
    }
  }
}
