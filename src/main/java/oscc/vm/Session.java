package oscc.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oscc.bundle.QemuCommand;
import oscc.bundle.ReadyLine;
import oscc.bundle.TestSockets;
import oscc.template.ShellWord;
import oscc.template.Template;
import oscc.verdict.ConsoleLine;
import oscc.verdict.ConsoleWatch;
import oscc.verdict.Limits;
import oscc.verdict.Outcome;
import oscc.verdict.Verdict;

/**
 * A machine under test from its start to its end: its console is watched all the time, and once it
 * is ready its agent runs scripts in it. Closing it ends the machine.
 */
public final class Session implements AutoCloseable {
  // It has had the time from stage 1 to the ready line already.
  private static final Duration AGENT_PATIENCE = Duration.ofSeconds(10);

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String AGENT_STARTED = "oscc: the agent is started";
  private static final String AGENT_LOST = "oscc: the agent finds no port";

  // The whole path of a socket has to fit into 107 bytes; sockaddr_un of unix(7).
  private static final int LONGEST_FOLDER = 90;

  private final VmProcess vm;
  private final BootWatch watch;
  private final TestSockets sockets;
  private final Terms terms;
  private final Path log;
  private final GuestAgent agent;

  /**
   * What a machine is judged by.
   *
   * @param hasStage1 whether stage 1 is there to start the agent
   */
  record Terms(ReadyLine awaited, Limits limits, boolean hasStage1) {
    ConsoleWatch judge(Duration since) {
      return new ConsoleWatch(awaited, limits.within(limits.whole().plus(since)));
    }
  }

  private Session(VmProcess vm, TestSockets sockets, Terms terms, Path log) {
    this.vm = vm;
    this.watch = BootWatch.start(vm, terms::judge, log);
    this.sockets = sockets;
    this.terms = terms;
    this.log = log;
    this.agent = new GuestAgent(sockets.agent(), new Watching(watch), AGENT_PATIENCE);
  }

  /** Starts a machine by a QEMU command line, to which what a test needs is added. */
  static Session start(List<String> command, Map<String, String> environment, Terms terms, Path log)
      throws IOException {
    TestSockets sockets = sockets();
    Files.writeString(sockets.script(), Template.load("test/agent").render(Map.of()));
    List<String> argv = new ArrayList<>(command);
    argv.addAll(QemuCommand.underTest(sockets));
    noteCommand(argv, environment, log);
    return new Session(VmProcess.start(argv, environment), sockets, terms, log);
  }

  /** Beside the log, so that what was started can be told later. */
  private static void noteCommand(List<String> argv, Map<String, String> environment, Path log)
      throws IOException {
    String name = log.getFileName().toString().replaceFirst("\\.log$", ".qemu");
    List<String> words = new ArrayList<>();
    // What the run script is told that way is part of what it makes of itself.
    new TreeMap<>(environment)
        .forEach((key, value) -> {
          if (key.startsWith("OSCC_")) {
            words.add(key + "=" + ShellWord.quote(value));
          }
        });
    argv.forEach(word -> words.add(ShellWord.quote(word)));
    Files.writeString(log.resolveSibling(name), String.join(" \\\n  ", words) + "\n");
  }

  private static TestSockets sockets() throws IOException {
    Path folder = Files.createTempDirectory("oscc");
    if (folder.toString().length() > LONGEST_FOLDER) {
      Files.delete(folder);
      folder = Files.createTempDirectory(Path.of("/tmp"), "oscc");
    }
    return new TestSockets(folder);
  }

  private record Watching(BootWatch watch) implements GuestAgent.Watcher {
    @Override
    public void check() throws IOException {
      Optional<Verdict> verdict = watch.verdict();
      if (verdict.isPresent() && verdict.get().outcome() != Outcome.READY) {
        throw new IOException("the machine failed: " + verdict.get().outcome().word());
      }
    }

    @Override
    public String whyNoAgent() {
      boolean started =
          watch.lines().stream()
              .anyMatch(l -> l.text().contains(AGENT_STARTED) || l.text().contains(AGENT_LOST));
      // A quiet kernel shows neither.
      return started
          ? "the agent does not answer; does the kernel have VIRTIO_CONSOLE (module"
              + " virtio_console)?"
          : "the agent does not greet; does the kernel have FW_CFG_SYSFS (module qemu_fw_cfg) and"
              + " VIRTIO_CONSOLE (module virtio_console)?";
    }
  }

  /** Waits for the verdict on the machine's start, or after {@link #restarting} on the latest. */
  public Verdict awaitVerdict() throws IOException, InterruptedException {
    return watch.await();
  }

  /** Waits for that verdict, but no longer than this. */
  public Optional<Verdict> awaitVerdict(Duration limit) throws IOException, InterruptedException {
    return watch.await(limit);
  }

  /** What the verdict is now, if there is one: a machine that was ready may have failed since. */
  Optional<Verdict> verdict() {
    return watch.verdict();
  }

  /** Throws if the machine has failed since it was ready. */
  public void check() throws IOException {
    new Watching(watch).check();
  }

  /** Runs scripts in the machine. */
  public GuestAgent agent() throws AgentAbsent {
    if (!terms.hasStage1()) {
      throw new AgentAbsent("the root is the initramfs, so there is no stage 1 to start the agent");
    }
    return agent;
  }

  /** The memory of the machine now, if it has an agent to ask. */
  Optional<Memory> memory() throws InterruptedException {
    try {
      return Optional.of(Memory.of(agent()));
    } catch (IOException e) {
      // Who wants more of the agent is told why it does not answer.
      return Optional.empty();
    }
  }

  /** Does an exercise; one that cannot go on is itself an observation. */
  List<Observation> observe(Exercise exercise) throws InterruptedException {
    try {
      return exercise.on(this);
    } catch (AgentAbsent e) {
      return List.of(failure(exercise, Observation.State.UNSEEN, e));
    } catch (IOException e) {
      return List.of(failure(exercise, Observation.State.BROKEN, e));
    }
  }

  private Observation failure(Exercise exercise, Observation.State state, IOException e) {
    String why = String.valueOf(e.getMessage());
    return new Observation(exercise.group(), "agent", state, "", why, "", "", now());
  }

  /** How long the machine has been running. */
  public Duration now() {
    return watch.now();
  }

  /** The log of the console; what else is kept of the machine lies beside it. */
  public Path log() {
    return log;
  }

  /** Everything on the console so far. */
  public List<ConsoleLine> lines() {
    return watch.lines();
  }

  /** What the machine has written, to wait for more of it. */
  public Console console() {
    return vm.console();
  }

  /** Types into the console. */
  public void type(String text) throws IOException, InterruptedException {
    vm.type(text, SOON);
  }

  /** QEMU's own control socket; nobody has connected to it. */
  public Path qmp() {
    return sockets.qmp();
  }

  /** Somebody restarts the machine now: this start is judged like the first. */
  public void restarting() {
    watch.restart();
    agent.forget();
  }

  /** The machine is about to be switched off: the end of QEMU is no failure any more. */
  public void ending() {
    watch.wantEnd();
  }

  /** Waits for the end of QEMU and returns its exit status. */
  public int awaitEnd(Duration limit) throws IOException, InterruptedException {
    return vm.await(limit);
  }

  /** Ends the machine; may be called more than once. */
  @Override
  public void close() {
    watch.close();
    vm.close();
    try {
      agent.close();
      for (Path file : List.of(sockets.script(), sockets.agent(), sockets.qmp())) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(sockets.folder());
    } catch (IOException e) {
      // Below the folder for temporary files, and of no use to anybody: it may stay.
      return;
    }
  }
}
