package oscc.verdict;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.bundle.ReadyLine;

/**
 * Judges a boot by its console. Lines, the passing of time and the end of QEMU go in, and at some
 * point a verdict is there. Only that a machine is ready is judged on: what ends it or shows a
 * defect of its kernel later takes the place of the first verdict.
 */
public final class ConsoleWatch {
  private static final int LAST_LINES = 8;
  private static final int MOST_HINTS = 12;

  // A machine that resets sooner than this shows its banner a third time.
  private static final double SHORTEST_RUN = 1;

  // The disk that QEMU gives the machine; other controllers of its board need no driver.
  private static final Pattern UNDRIVEN =
      Pattern.compile("oscc: storage without a driver: (?:virtio:|pci:v00001AF4)");

  private final ReadyLine awaited;
  private final Limits limits;
  private final String failure;
  private final KernelLog kernel = new KernelLog();
  private final Deque<ConsoleLine> last = new ArrayDeque<>();
  private final List<ConsoleLine> hints = new ArrayList<>();
  private Duration heard = Duration.ZERO;
  private int banners;
  private boolean driverMissed;
  private Optional<Finding> finding = Optional.empty();
  private Optional<Verdict> verdict = Optional.empty();

  public ConsoleWatch(ReadyLine awaited, Limits limits) {
    this.awaited = awaited;
    this.limits = limits;
    this.failure = awaited.failure("");
  }

  /** The verdict, once there is one. */
  public Optional<Verdict> verdict() {
    return verdict;
  }

  /** The console has said something that is not a whole line yet. */
  public void heard(Duration at) {
    heard = at;
  }

  /** The console has ended a line. */
  public void accept(ConsoleLine line) {
    tick(line.at());
    heard = line.at();
    if (isFinal()) {
      return;
    }
    Optional<Outcome> says = judge(line);
    if (finding.isEmpty()) {
      says.ifPresent(outcome -> find(outcome, line));
    } else {
      follow(line, says);
    }
    remember(line);
  }

  private boolean isFinal() {
    return verdict.isPresent() && !isReady();
  }

  private boolean isReady() {
    return verdict.filter(v -> v.outcome() == Outcome.READY).isPresent();
  }

  private void find(Outcome outcome, ConsoleLine line) {
    boolean lost = outcome == Outcome.REBOOT_LOOP;
    finding = Optional.of(new Finding(outcome, line, lost ? lastLines() : List.copyOf(hints)));
  }

  private void follow(ConsoleLine line, Optional<Outcome> says) {
    Finding now = finding.orElseThrow();
    if (says.isPresent() && now.yieldsTo(says.get())) {
      List<ConsoleLine> before = now.outcome() == Outcome.OOPS ? now.evidence() : hints;
      finding = Optional.of(new Finding(says.get(), line, before));
    } else {
      now.follow(line);
    }
  }

  private Optional<Outcome> judge(ConsoleLine line) {
    double before = kernel.latest();
    Optional<KernelLog.Message> message = kernel.message(line.text());
    if (message.isPresent() && message.get().text().startsWith("Linux version ")) {
      return banner(before);
    }
    return ofReadyLine(line.text())
        .or(() -> ofStage1(line.text()))
        .or(() -> message.flatMap(m -> ofKernel(m.text())))
        .or(() -> banners == 0 ? Sign.ofLoader(line.text()) : Optional.empty());
  }

  /** A console that takes over from an early one says everything once more: no second start. */
  private Optional<Outcome> banner(double before) {
    banners++;
    boolean again = banners > 2 || (banners == 2 && before >= SHORTEST_RUN);
    return again ? Optional.of(Outcome.REBOOT_LOOP) : Optional.empty();
  }

  private Optional<Outcome> ofReadyLine(String line) {
    Optional<ReadyLine> ready = ReadyLine.find(line);
    if (ready.isPresent()) {
      boolean ours = ready.get().equals(awaited);
      return Optional.of(ours ? Outcome.READY : Outcome.OTHER_BUILD);
    }
    return line.contains(failure) ? Optional.of(Outcome.SERVICE_FAILED) : Optional.empty();
  }

  private Optional<Outcome> ofStage1(String line) {
    driverMissed |= UNDRIVEN.matcher(line).find();
    Optional<Outcome> outcome = Sign.ofStage1(line);
    boolean driver = driverMissed && outcome.equals(Optional.of(Outcome.ROOT_DEVICE_MISSING));
    return driver ? Optional.of(Outcome.ROOT_DRIVER_MISSING) : outcome;
  }

  private Optional<Outcome> ofKernel(String message) {
    return Sign.ofKernel(message)
        .or(() -> OopsTable.find(message).filter(this::counts).map(k -> Outcome.OOPS));
  }

  private boolean counts(OopsTable.Kind kind) {
    return kind == OopsTable.Kind.OOPS || limits.stalls() == Limits.Stalls.COUNT;
  }

  private void remember(ConsoleLine line) {
    boolean stall = kernel.message(line.text()).flatMap(m -> OopsTable.find(m.text())).isPresent();
    if (hints.size() < MOST_HINTS && (stall || Sign.isHint(line.text()))) {
      hints.add(line);
    }
    last.addLast(line);
    if (last.size() > LAST_LINES) {
      last.removeFirst();
    }
  }

  private List<ConsoleLine> lastLines() {
    List<ConsoleLine> lines = new ArrayList<>(hints);
    last.stream().filter(l -> !lines.contains(l)).forEach(lines::add);
    return lines;
  }

  /** Time has passed. */
  public void tick(Duration now) {
    if (isFinal()) {
      return;
    }
    if (finding.isPresent()) {
      verdict = finding.filter(f -> f.isSettled(now)).map(Finding::verdict).or(() -> verdict);
    } else if (now.compareTo(limits.whole()) >= 0) {
      end(Outcome.SILENCE, now, "not ready within %d s".formatted(limits.whole().toSeconds()));
    } else if (now.minus(heard).compareTo(limits.silence()) >= 0) {
      String quiet = "nothing on the console for %d s".formatted(limits.silence().toSeconds());
      end(Outcome.SILENCE, now, quiet);
    }
  }

  /** QEMU has ended by itself. */
  public void ended(Duration now, int status) {
    if (isFinal()) {
      return;
    }
    if (finding.isPresent() && !isReady()) {
      verdict = finding.map(Finding::verdict);
      return;
    }
    boolean asked =
        last.stream().anyMatch(l -> l.text().contains("reboot: Power down")) && status == 0;
    end(
        asked ? Outcome.POWERED_OFF : Outcome.QEMU_DIED,
        now,
        "QEMU ended with status %d".formatted(status));
  }

  private void end(Outcome outcome, Duration now, String remark) {
    verdict = Optional.of(new Verdict(outcome, now, lastLines(), remark));
  }
}
