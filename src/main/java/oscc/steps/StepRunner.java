package oscc.steps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import oscc.manifest.TestStep;
import oscc.manifest.TestStep.Action;
import oscc.verdict.Outcome;
import oscc.verdict.Verdict;
import oscc.vm.GuestAgent;
import oscc.vm.QmpClient;
import oscc.vm.Session;

/** Does steps with a machine. */
final class StepRunner implements AutoCloseable {
  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Starts {@code $program} in a second. */
  private static final String GO_ON_AFTER =
      """
      IFS=:
      for dir in $PATH; do
        [ -x "$dir/$program" ] || continue
        (sleep 1; exec "$dir/$program") >/dev/null 2>&1 &
        exit 0
      done
      exit 1
      """;

  private final Session session;
  private final ConsoleReader console;
  private final SshStep ssh;
  private Optional<QmpClient> qmp = Optional.empty();

  StepRunner(Session session, Place place) {
    this.session = session;
    this.console = new ConsoleReader(session);
    this.ssh = new SshStep(session, place);
  }

  /** Does a step and says what came of it. */
  String run(TestStep step) throws StepFailed, IOException, InterruptedException {
    session.check();
    Duration within = step.within().orElse(USUAL);
    return switch (step.action()) {
      case Action.Expect(var pattern) -> {
        console.await(pattern, within);
        yield "";
      }
      case Action.Send(String text) -> {
        session.type(text);
        yield "";
      }
      case Action.Run(String script, var wanted) -> checked(script(script, within), wanted);
      case Action.Ssh command -> checked(ssh.run(command, within, qmp()), command.wanted());
      case Action.Screenshot(String file) -> screenshot(picture(file));
      case Action.Wait(Duration time) -> rest(time);
      case Action.Reboot reboot -> reboot(step.within());
      case Action.Poweroff poweroff -> powerOff(within);
    };
  }

  private static String checked(Answer answer, TestStep.Wanted wanted) throws StepFailed {
    answer.require(wanted);
    return answer.toString();
  }

  private Answer script(String script, Duration within) throws IOException, InterruptedException {
    GuestAgent.Reply reply = session.agent().run(script, within);
    // The agent passes bytes on as they are.
    byte[] bytes = reply.output().getBytes(StandardCharsets.ISO_8859_1);
    return new Answer(reply.status(), new String(bytes, StandardCharsets.UTF_8));
  }

  /** Beside the log, and with a name that begins as the log's does. */
  private Path picture(String name) {
    String log = session.log().getFileName().toString();
    return session.log().resolveSibling(log.replaceFirst("\\.log$", "-") + name);
  }

  private String screenshot(Path file) throws IOException {
    qmp().screendump(file);
    return "%s, %d bytes".formatted(file.getFileName(), Files.size(file));
  }

  private String rest(Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      session.check();
      Thread.sleep(LOOK);
    }
    return "";
  }

  /** By the machine's own program, so that it ends as it would for a person. */
  private String reboot(Optional<Duration> within)
      throws StepFailed, IOException, InterruptedException {
    console.skip();
    goOnAfter("reboot");
    session.restarting();
    Duration before = session.now();
    Optional<Verdict> verdict =
        within.isPresent()
            ? session.awaitVerdict(within.get())
            : Optional.of(session.awaitVerdict());
    if (verdict.filter(v -> v.outcome() == Outcome.READY).isEmpty()) {
      String why = verdict.map(v -> v.outcome().word()).orElse("still on its way");
      throw new StepFailed(
          "not ready again: %s; the console ends with\n%s".formatted(why, console.tail()));
    }
    ssh.forget();
    double seconds = session.now().minus(before).toMillis() / 1e3;
    return "ready again after %.1f s".formatted(seconds);
  }

  private String powerOff(Duration within) throws StepFailed, IOException, InterruptedException {
    session.ending();
    goOnAfter("poweroff");
    int status;
    try {
      status = session.awaitEnd(within);
    } catch (IOException e) {
      throw new StepFailed(
          "%s; the console ends with\n%s".formatted(e.getMessage(), console.tail()));
    }
    if (status != 0) {
      throw new StepFailed("QEMU ended with status %d".formatted(status));
    }
    return "QEMU ended with status 0";
  }

  /**
   * The agent answers before the program that ends it begins. It is called by its path, since the
   * agent's shell may run an applet of the name, whose signal means something else to another init.
   */
  private void goOnAfter(String program) throws StepFailed, IOException, InterruptedException {
    Answer answer = script("program=%s\n%s".formatted(program, GO_ON_AFTER), USUAL);
    if (answer.status() != 0) {
      throw new StepFailed("the machine has no program `%s`".formatted(program));
    }
  }

  private QmpClient qmp() throws IOException {
    if (qmp.isEmpty()) {
      qmp = Optional.of(QmpClient.connect(session.qmp()));
    }
    return qmp.get();
  }

  @Override
  public void close() throws IOException {
    if (qmp.isPresent()) {
      qmp.get().close();
    }
  }
}
