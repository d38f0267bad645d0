package oscc.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.bundle.BundleJson;
import oscc.bundle.Bundles;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.manifest.TestStep;
import oscc.manifest.TestStep.Action;
import oscc.manifest.TestStep.Wanted;
import oscc.verdict.Outcome;
import oscc.vm.BootWay;
import oscc.vm.HostTools;
import oscc.vm.Observation;
import oscc.vm.Observation.State;
import oscc.vm.Trial;
import oscc.vm.TrialResult;
import oscc.vm.Trials;

/** Steps with a shell script in place of QEMU; {@code oscc.e2e.StepsIT} has real ones. */
class StepsTest {
  private static final String READY = "echo 'oscc: web is up (build 0123456789abcdef)'\n";
  private static final Span SPAN = new Span(new SourceText("web.yaml", "\n  - x"), 3, 4);

  @TempDir private Path folder;

  private TrialResult run(String script, Action... actions) throws Exception {
    BundleJson json = Bundles.json("web", "quiet", List.of());
    Trial trial = new Trial(Bundles.write(folder.resolve("web"), json), json, BootWay.DIRECT);
    List<TestStep> steps =
        Stream.of(actions)
            .map(action -> new TestStep(action, Optional.of(Duration.ofSeconds(2)), SPAN))
            .toList();
    try (Trials trials = trials(READY + script)) {
      return trials.run(trial, folder, List.of(new Steps(steps, new Place(json, folder))));
    }
  }

  private Trials trials(String script) throws IOException {
    Path qemu = folder.resolve("qemu");
    Files.writeString(qemu, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwx------"));
    String path = System.getenv("PATH");
    var tools = new HostTools(Map.of("OSCC_QEMU", qemu.toString(), "PATH", path));
    return new Trials(tools, Optional.of(Duration.ofSeconds(30)));
  }

  private static Action expect(String pattern) {
    return new Action.Expect(Pattern.compile(pattern, Pattern.MULTILINE));
  }

  private static List<State> states(TrialResult result) {
    return result.observations().stream().map(Observation::state).toList();
  }

  @Test
  void what_is_typed_is_answered() throws Exception {
    String login = "printf 'web login: '; read name; printf '\\033[1mhi %s\\033[0m\\r\\n' $name";

    TrialResult result =
        run(
            login + "; exec sleep 60",
            expect("login: $"),
            new Action.Send("ann\n"),
            expect("^hi ann$"));

    assertThat(result.passed()).as("%s", result.observations()).isTrue();
    assertThat(states(result)).containsOnly(State.HELD);
    assertThat(result.observations().getFirst())
        .returns("steps", Observation::group)
        .returns("1 expect login: $", Observation::name)
        .returns("web.yaml:2:3", Observation::place);
  }

  @Test
  void each_expectation_begins_where_the_last_was_met() throws Exception {
    TrialResult result =
        run("echo once; exec sleep 60", expect("once"), expect("once"), new Action.Send("x"));

    assertThat(result.passed()).isFalse();
    assertThat(result.isReady()).isTrue();
    assertThat(states(result)).containsExactly(State.HELD, State.BROKEN, State.UNSEEN);
    assertThat(result.observations().get(1).found())
        .startsWith("nothing like it within 2 s; the console ends with\n")
        .endsWith("  once");
  }

  @Test
  void a_machine_without_an_agent_fails_a_step_that_needs_one() throws Exception {
    TrialResult result =
        run("exec sleep 60", new Action.Run("true", new Wanted(0, Optional.empty())));

    assertThat(states(result)).containsExactly(State.BROKEN);
    assertThat(result.observations().getFirst().found()).contains("agent");
  }

  @Test
  void a_machine_that_fails_meanwhile_fails_the_step_and_the_trial() throws Exception {
    String panic =
        "sleep 1; echo '[    9.000000] Kernel panic - not syncing: sysrq'; exec sleep 60";

    TrialResult result = run(panic, new Action.Wait(Duration.ofSeconds(20)), expect("x"));

    assertThat(result.verdict().outcome()).isEqualTo(Outcome.KERNEL_PANIC);
    assertThat(states(result)).containsExactly(State.BROKEN, State.UNSEEN);
    assertThat(result.observations().getFirst().found())
        .isEqualTo("the machine failed: kernel panic");
  }

  @Test
  void a_regular_expression_without_end_is_ended() throws Exception {
    String line = "printf '%040d\\n' 0 | tr 0 a; exec sleep 60";

    TrialResult result = run(line, expect("^(a+)+\\1b$"));

    assertThat(states(result)).containsExactly(State.BROKEN);
    assertThat(result.observations().getFirst().found()).contains("takes too long");
  }

  @Test
  void commands_are_held_against_status_and_output() throws StepFailed {
    Wanted wanted = new Wanted(3, Optional.of(Pattern.compile("^b$", Pattern.MULTILINE)));

    new Answer(3, "a\nb\nc").require(wanted);

    assertThat(failure(new Answer(0, "a\nb\nc"), wanted)).isEqualTo("status 0, output\na\nb\nc");
    assertThat(failure(new Answer(3, ""), wanted)).isEqualTo("status 3, no output");
    assertThat(Answer.expected(wanted)).isEqualTo("status 3, output like `^b$`");
  }

  private static String failure(Answer answer, Wanted wanted) {
    try {
      answer.require(wanted);
      return "";
    } catch (StepFailed e) {
      return e.found();
    }
  }

  @Test
  void places_in_what_a_person_sees_are_places_in_what_was_written() {
    TerminalText text = TerminalText.of("a\u001b[1mb\r\nc\u001b(B");

    assertThat(text.text()).isEqualTo("ab\nc");
    assertThat(text.written(2)).isEqualTo(6);
    assertThat(text.written(4)).isEqualTo(9);
    assertThat(text.written(0)).isZero();
  }
}
