package oscc.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.bundle.Artifact;
import oscc.bundle.BundleJson;
import oscc.bundle.QemuArch;
import oscc.bundle.QemuCommand;
import oscc.bundle.QemuCommand.Firmware;
import oscc.bundle.VmSettings;
import oscc.bundle.Word.Slot;
import oscc.verdict.ConsoleLine;
import oscc.verdict.Limits;
import oscc.verdict.Outcome;
import oscc.verdict.Timeline;
import oscc.verdict.Verdict;

/**
 * Boots machines and judges them. Closing ends every QEMU that was started here and no other, and
 * lets none start afterwards.
 */
public final class Trials implements AutoCloseable {
  private static final Duration SIGNAL_REACHES_ALL = Duration.ofMillis(500);

  private final HostTools tools;
  private final Optional<Duration> limit;
  private final Set<Session> running = new HashSet<>();
  private boolean closed;

  /** Trials on this host; a limit takes the place of the usual one for a whole boot. */
  public Trials(HostTools tools, Optional<Duration> limit) {
    this.tools = tools;
    this.limit = limit;
  }

  /**
   * Boots a machine and, once it is ready, does the exercises with it in their order; its log and
   * what QEMU writes to go into the folder.
   */
  public TrialResult run(Trial trial, Path folder, List<Exercise> exercises)
      throws IOException, InterruptedException {
    QemuArch arch = arch(trial.bundle());
    Accelerator accelerator = Accelerator.of(arch, tools.environment());
    Limits limits = limit.map(accelerator.limits()::within).orElse(accelerator.limits());
    Start start = new Start(trial, accelerator, limits, folder, exercises);
    return switch (trial.way()) {
      case DIRECT -> direct(start);
      case IPXE_BIOS -> overNetwork(start, new Firmware.Bios());
      case IPXE_UEFI -> {
        Path variables = folder.resolve(trial.label() + ".fd");
        Files.copy(Firmware.Uefi.VARIABLES, variables);
        try {
          yield overNetwork(start, new Firmware.Uefi(variables));
        } finally {
          Files.delete(variables);
        }
      }
    };
  }

  /** The architecture that a bundle says it is for. */
  public static QemuArch arch(BundleJson bundle) throws IOException {
    return QemuArch.of(bundle.arch())
        .orElseThrow(() -> new IOException("no QEMU is known for `%s`".formatted(bundle.arch())));
  }

  private record Start(
      Trial trial, Accelerator accelerator, Limits limits, Path folder, List<Exercise> exercises) {

    Path log() {
      return folder.resolve(trial.label() + ".log");
    }

    /** A disk of its own, so that a boot does not depend on those before it. */
    ScratchDisk disk() throws IOException {
      int mebibytes = trial.bundle().vm().disk();
      return ScratchDisk.blank(folder.resolve(trial.label() + ".raw"), mebibytes);
    }

    Session.Terms terms() {
      boolean hasStage1 = trial.bundle().find(Artifact.ROOTFS).isPresent();
      return new Session.Terms(trial.bundle().readyLine(), limits, hasStage1);
    }
  }

  /** The bundle's own run script does it; no port of the host is taken. */
  private TrialResult direct(Start start) throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(tools.environment());
    environment.put("OSCC_ACCEL", start.accelerator().key());
    environment.put("OSCC_FORWARDS", "");
    List<String> argv = VmProcess.command(start.trial().folder(), List.of());
    try (ScratchDisk disk = start.disk()) {
      environment.put("OSCC_DISK", disk.file().toString());
      return watch(start, argv, environment).result("start", List.of());
    }
  }

  private TrialResult overNetwork(Start start, Firmware firmware)
      throws IOException, InterruptedException {
    try (BundleServer server = BundleServer.start(start.trial().folder());
        ScratchDisk disk = start.disk()) {
      BundleJson bundle = start.trial().bundle();
      // What comes over the network lies in memory as well.
      long bytes =
          switch (firmware) {
            case Firmware.Bios bios -> bundle.leastMemory();
            case Firmware.Uefi uefi -> bundle.leastMemoryByUefi();
          };
      int least = (int) (bytes >> 20) + 16;
      var vm =
          new VmSettings(
              Math.max(bundle.vm().memory(), least),
              bundle.vm().cpus(),
              List.of(),
              bundle.vm().disk(),
              bundle.vm().cards());
      String url = server.guestUrl(Artifact.IPXE_SCRIPT);
      List<String> argv =
          new ArrayList<>(
              QemuCommand.overNetwork(vm, firmware, url)
                  .argv(slot -> fill(slot, start.accelerator(), disk)));
      argv.set(0, tools.qemu(QemuArch.X86_64));
      return watch(start, argv, tools.environment()).result("firmware", server.fetches());
    }
  }

  private static String fill(Slot slot, Accelerator accelerator, ScratchDisk disk) {
    return switch (slot) {
      case ACCEL -> accelerator.key();
      case CPU -> accelerator == Accelerator.KVM ? "host" : QemuArch.X86_64.emulatedCpu();
      case MUX -> "off";
      case SIGNAL -> "on";
      case FORWARDS -> "";
      case DISK -> QemuCommand.doubleCommas(disk.file().toString());
      case KERNEL, INITRD, APPEND, ROOTFS ->
          throw new IllegalStateException("iPXE fetches " + slot);
    };
  }

  private Watched watch(Start start, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(command);
    if (start.exercises().stream().anyMatch(Exercise::needsScreen)) {
      argv.addAll(QemuCommand.screen(arch(start.trial().bundle())));
    }
    Session session = begin(start, argv, environment);
    try (session) {
      Verdict verdict = session.awaitVerdict();
      if (verdict.outcome() == Outcome.QEMU_DIED) {
        requireOpen();
      }
      Optional<Memory> memory = Optional.empty();
      List<Observation> observations = new ArrayList<>();
      if (verdict.outcome() == Outcome.READY) {
        memory = session.memory();
        for (Exercise exercise : start.exercises()) {
          observations.addAll(session.observe(exercise));
        }
        // What went wrong meanwhile is what the trial is judged by.
        Optional<Verdict> failure = session.verdict().filter(v -> v.outcome() != Outcome.READY);
        verdict = failure.orElse(verdict);
      }
      return new Watched(start, verdict, session.lines(), memory, observations);
    } finally {
      forget(session);
    }
  }

  /**
   * Ctrl-C on a terminal reaches QEMU as well as oscc, and it must not matter who is first: a
   * machine that was ended with oscc has not died.
   */
  private void requireOpen() throws InterruptedException {
    Thread.sleep(SIGNAL_REACHES_ALL);
    synchronized (this) {
      if (closed) {
        throw new InterruptedException("the machines were ended");
      }
    }
  }

  private record Watched(
      Start start,
      Verdict verdict,
      List<ConsoleLine> lines,
      Optional<Memory> memory,
      List<Observation> observations) {

    TrialResult result(String first, List<Timeline.Phase> fetches) {
      Trial trial = start.trial();
      Timeline timeline = Timeline.of(first, lines, fetches, verdict.at());
      boolean ready = verdict.outcome() == Outcome.READY;
      return new TrialResult(
          trial.bundle().name(),
          trial.bundle().build(),
          trial.way(),
          start.accelerator(),
          verdict,
          ready ? timeline.readyAt(verdict.at()) : timeline,
          memory,
          observations,
          start.log());
    }
  }

  private synchronized Session begin(
      Start start, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("no machine is started any more");
    }
    Session session = Session.start(command, environment, start.terms(), start.log());
    running.add(session);
    return session;
  }

  private synchronized void forget(Session session) {
    running.remove(session);
  }

  @Override
  public void close() {
    List<Session> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running);
    }
    left.forEach(Session::close);
  }
}
