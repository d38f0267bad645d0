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
import oscc.verdict.ConsoleWatch;
import oscc.verdict.Limits;
import oscc.verdict.Timeline;
import oscc.verdict.Verdict;

/**
 * Boots machines and judges them. Closing ends every QEMU that was started here and no other, and
 * lets none start afterwards.
 */
public final class Trials implements AutoCloseable {
  private final HostTools tools;
  private final Optional<Duration> limit;
  private final Set<VmProcess> running = new HashSet<>();
  private boolean closed;

  /** Trials on this host; a limit takes the place of the usual one for a whole boot. */
  public Trials(HostTools tools, Optional<Duration> limit) {
    this.tools = tools;
    this.limit = limit;
  }

  /** Boots a machine; its log and what QEMU writes to go into the folder. */
  public TrialResult run(Trial trial, Path folder) throws IOException, InterruptedException {
    QemuArch arch = arch(trial.bundle());
    Accelerator accelerator = Accelerator.of(arch, tools.environment());
    Limits limits = limit.map(accelerator.limits()::within).orElse(accelerator.limits());
    Boot boot = new Boot(new ConsoleWatch(trial.bundle().readyLine(), limits));
    Path log = folder.resolve(trial.label() + ".log");
    Started started = new Started(trial, accelerator, folder, boot, log);
    return switch (trial.way()) {
      case DIRECT -> started.result("start", direct(started), List.of());
      case IPXE_BIOS -> overNetwork(started, new Firmware.Bios());
      case IPXE_UEFI -> {
        Path variables = folder.resolve(trial.label() + ".fd");
        Files.copy(Firmware.Uefi.VARIABLES, variables);
        try {
          yield overNetwork(started, new Firmware.Uefi(variables));
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

  private record Started(Trial trial, Accelerator accelerator, Path folder, Boot boot, Path log) {

    TrialResult result(String first, Verdict verdict, List<Timeline.Phase> fetches) {
      BundleJson bundle = trial.bundle();
      Timeline timeline = Timeline.of(first, boot.lines(), fetches, verdict.at());
      return new TrialResult(
          bundle.name(), bundle.build(), trial.way(), accelerator, verdict, timeline, log);
    }
  }

  /** The bundle's own run script does it; no port of the host is taken. */
  private Verdict direct(Started started) throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(tools.environment());
    environment.put("OSCC_ACCEL", started.accelerator().key());
    environment.put("OSCC_FORWARDS", "");
    List<String> argv = VmProcess.command(started.trial().folder(), List.of());
    return watch(started, argv, environment);
  }

  private TrialResult overNetwork(Started started, Firmware firmware)
      throws IOException, InterruptedException {
    try (BundleServer server = BundleServer.start(started.trial().folder())) {
      BundleJson bundle = started.trial().bundle();
      // What comes over the network lies in memory as well.
      int least = (int) (bundle.leastMemory() >> 20) + 16;
      var vm = new VmSettings(Math.max(bundle.vm().memory(), least), bundle.vm().cpus(), List.of());
      String url = server.guestUrl(Artifact.IPXE_SCRIPT);
      List<String> argv =
          new ArrayList<>(
              QemuCommand.overNetwork(vm, firmware, url)
                  .argv(slot -> fill(slot, started.accelerator())));
      argv.set(0, tools.qemu(QemuArch.X86_64));
      Verdict verdict = watch(started, argv, tools.environment());
      return started.result("firmware", verdict, server.fetches());
    }
  }

  private static String fill(Slot slot, Accelerator accelerator) {
    return switch (slot) {
      case ACCEL -> accelerator.key();
      case CPU -> accelerator == Accelerator.KVM ? "host" : QemuArch.X86_64.emulatedCpu();
      case MUX -> "off";
      case SIGNAL -> "on";
      case FORWARDS -> "";
      case KERNEL, INITRD, APPEND, ROOTFS ->
          throw new IllegalStateException("iPXE fetches " + slot);
    };
  }

  private Verdict watch(Started started, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(command);
    // The runner's -no-reboot would hide a machine that resets again and again.
    argv.addAll(List.of("-action", "reboot=reset"));
    VmProcess vm = start(argv, environment);
    try (vm) {
      return started.boot().watch(vm, started.log());
    } finally {
      forget(vm);
    }
  }

  private synchronized VmProcess start(List<String> argv, Map<String, String> environment)
      throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("no machine is started any more");
    }
    VmProcess vm = VmProcess.start(argv, environment);
    running.add(vm);
    return vm;
  }

  private synchronized void forget(VmProcess vm) {
    running.remove(vm);
  }

  @Override
  public synchronized void close() {
    closed = true;
    running.forEach(VmProcess::close);
  }
}
