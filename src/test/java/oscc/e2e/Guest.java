package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import oscc.bundle.BundleJson;
import oscc.process.Run;
import oscc.vm.VmProcess;

/** A bundle that runs in QEMU for a test; its console is kept in {@code target/e2e/consoles}. */
final class Guest implements AutoCloseable {
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(2);
  private static final Duration SSH_LIMIT = Duration.ofMinutes(1);

  private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(5);
  private static final int LOGIN_ATTEMPTS = 5;

  private final String label;
  private final VmProcess vm;
  private final BundleJson bundle;
  private final Path ports;
  private final long started = System.nanoTime();

  private Guest(String label, VmProcess vm, BundleJson bundle, Path ports) {
    this.label = label;
    this.vm = vm;
    this.bundle = bundle;
    this.ports = ports;
  }

  /** Starts a bundle by its own {@code run}. */
  static Guest run(String label, Path bundle, String append, String... qemuArguments)
      throws IOException {
    Path blank = Oscc.freshFolder("disks/" + label).resolve("disk.raw");
    return withDisk(label, bundle, blank, append, qemuArguments);
  }

  /** Starts a bundle by its own {@code run}, with a file as the disk of what lasts. */
  static Guest withDisk(
      String label, Path bundle, Path disk, String append, String... qemuArguments)
      throws IOException {
    Path ports = Oscc.freshFolder("ports/" + label).resolve("ports");
    Map<String, String> environment =
        new HashMap<>(Map.of("OSCC_PORTS", ports.toString(), "OSCC_DISK", disk.toString()));
    if (!append.isEmpty()) {
      environment.put("OSCC_APPEND", append);
    }
    List<String> argv = VmProcess.command(bundle, List.of(qemuArguments));
    return new Guest(label, VmProcess.start(argv, environment), BundleJson.read(bundle), ports);
  }

  /** Starts a bundle by its own {@code run}, with a program in the place of QEMU. */
  static Guest withEmulator(String label, Path bundle, Path emulator, String... qemuArguments)
      throws IOException {
    Path ports = Oscc.freshFolder("ports/" + label).resolve("ports");
    Map<String, String> environment =
        Map.of("OSCC_PORTS", ports.toString(), "OSCC_QEMU", emulator.toString());
    List<String> argv = VmProcess.command(bundle, List.of(qemuArguments));
    return new Guest(label, VmProcess.start(argv, environment), BundleJson.read(bundle), ports);
  }

  /** Starts a bundle by a QEMU command line. */
  static Guest start(String label, Path bundle, List<String> argv) throws IOException {
    Path ports = Oscc.freshFolder("ports/" + label).resolve("ports");
    return new Guest(label, VmProcess.start(argv, Map.of()), BundleJson.read(bundle), ports);
  }

  /**
   * Waits for the ready line of exactly this build, and prints how long it took. A machine that
   * does not get there is ended, since whoever started it has no hold of it yet.
   */
  Guest awaitReady() throws IOException, InterruptedException {
    try {
      await(Pattern.quote(bundle.readyLine().text()));
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
    System.out.printf(
        Locale.ROOT, "boot %s: ready after %.1f s%n", label, (System.nanoTime() - started) / 1e9);
    return this;
  }

  /** Waits for a pattern on the console. */
  String await(String pattern) throws IOException, InterruptedException {
    return vm.console().await(Pattern.compile(pattern), BOOT_LIMIT);
  }

  void type(String text) throws IOException, InterruptedException {
    vm.type(text, LOGIN_PATIENCE);
  }

  /**
   * Logs in on the console. What is typed while getty sets up its line is lost, so it may be again.
   */
  void login(String user, String password) throws IOException, InterruptedException {
    await("login:");
    for (int attempt = 0; attempt < LOGIN_ATTEMPTS; attempt++) {
      type(user + "\n");
      try {
        vm.console().await(Pattern.compile("Password:"), LOGIN_PATIENCE);
        type(password + "\n");
        return;
      } catch (IOException e) {
        // The prompt was not ready yet.
      }
    }
    await("Password:");
  }

  /**
   * In the shell on the console. The child says that it runs, so that it is it that gets the ^C.
   */
  void endSleepByControlC() throws IOException, InterruptedException {
    type("sh -c \"echo run''ning; exec sleep 1000\"\n");
    await("\nrunning");
    type("\003");
    await("\\^C");
    type("echo back=$?\n");
    await("back=130");
  }

  String console() {
    return vm.console().text();
  }

  boolean isRunning() {
    return vm.handle().isAlive();
  }

  /** Waits until QEMU ends by itself. */
  int awaitEnd() throws IOException, InterruptedException {
    return vm.await(BOOT_LIMIT);
  }

  /** Runs a command in the machine by ssh. */
  Run.Result ssh(Path key, String command) throws IOException {
    List<String> argv = new ArrayList<>(List.of("ssh", "-F", "none", "-n", "-i", key.toString()));
    for (String option :
        List.of(
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "ConnectTimeout=20",
            "LogLevel=ERROR")) {
      argv.add("-o");
      argv.add(option);
    }
    argv.addAll(List.of("-p", Integer.toString(sshPort()), "root@127.0.0.1", command));
    return Run.of(argv).within(SSH_LIMIT).result();
  }

  /** Runs a command in the machine that must succeed, and returns what it printed. */
  String shell(Path key, String command) throws IOException {
    Run.Result result = ssh(key, command);
    assertThat(result.status()).as("`%s`: %s %s", command, result.out(), result.err()).isZero();
    return result.out();
  }

  private int sshPort() throws IOException {
    for (String line : Files.readAllLines(ports)) {
      String[] words = line.split(" ", -1);
      if (words[1].equals("22")) {
        return Integer.parseInt(words[0]);
      }
    }
    throw new IOException("the manifest forwards no port to 22");
  }

  @Override
  public void close() throws IOException {
    vm.close();
    Path consoles = Files.createDirectories(Oscc.PROJECT.resolve("target/e2e/consoles"));
    Files.writeString(consoles.resolve(label + ".txt"), vm.console().text());
  }
}
