package oscc.vm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import oscc.bundle.BuildId;
import oscc.json.JsonValue;
import oscc.verdict.ConsoleLine;
import oscc.verdict.Outcome;
import oscc.verdict.Timeline;
import oscc.verdict.Verdict;

/** Results of trials as JSON, both ways. */
public final class TrialResultForm {
  private TrialResultForm() {}

  /** One result. */
  public static JsonValue.Obj toJson(TrialResult result) {
    List<JsonValue> phases = new ArrayList<>();
    for (Timeline.Phase phase : result.timeline().phases()) {
      phases.add(
          JsonValue.object()
              .with("name", phase.name())
              .with("start_ms", phase.start().toMillis())
              .with("length_ms", phase.length().toMillis())
              .build());
    }
    List<JsonValue> observations = new ArrayList<>();
    result.observations().forEach(o -> observations.add(ObservationForm.toJson(o)));
    Verdict verdict = result.verdict();
    JsonValue.Members members = JsonValue.object();
    result.memory().ifPresent(memory -> members.with("memory", toJson(memory)));
    return members
        .with("machine", result.machine())
        .with("build_id", result.build().hex())
        .with("via", result.way().key())
        .with("accelerator", result.accelerator().key())
        .with("verdict", verdict.outcome().word())
        .with("remark", verdict.remark())
        .with("at_ms", verdict.at().toMillis())
        .with("evidence", lines(verdict.evidence()))
        .with("phases", new JsonValue.Arr(phases))
        .with("observations", new JsonValue.Arr(observations))
        .with("console", result.log().toString())
        .build();
  }

  private static JsonValue toJson(Memory memory) {
    return JsonValue.object()
        .with("total_kib", memory.total())
        .with("available_kib", memory.available())
        .build();
  }

  private static JsonValue.Arr lines(List<ConsoleLine> lines) {
    List<JsonValue> items = new ArrayList<>();
    for (ConsoleLine line : lines) {
      items.add(
          JsonValue.object().with("at_ms", line.at().toMillis()).with("text", line.text()).build());
    }
    return new JsonValue.Arr(items);
  }

  /** Reads what {@link #toJson} made; {@code file} is for the message. */
  public static TrialResult fromJson(Path file, JsonValue json) throws IOException {
    try {
      JsonValue.Obj result = (JsonValue.Obj) json;
      return new TrialResult(
          text(result, "machine"),
          new BuildId(text(result, "build_id")),
          BootWay.of(text(result, "via")).orElseThrow(),
          Accelerator.of(text(result, "accelerator")),
          verdict(result),
          new Timeline(each(result, "phases", TrialResultForm::phase)),
          result.find("memory").map(m -> memory((JsonValue.Obj) m)),
          each(result, "observations", ObservationForm::fromJson),
          Path.of(text(result, "console")));
    } catch (ClassCastException | NoSuchElementException | IllegalArgumentException e) {
      throw new IOException("%s: no results of this version of oscc".formatted(file), e);
    }
  }

  private static Verdict verdict(JsonValue.Obj result) {
    Outcome outcome = Outcome.of(text(result, "verdict")).orElseThrow();
    List<ConsoleLine> evidence =
        each(result, "evidence", l -> new ConsoleLine(millis(l, "at_ms"), text(l, "text")));
    return new Verdict(outcome, millis(result, "at_ms"), evidence, text(result, "remark"));
  }

  private static Memory memory(JsonValue.Obj memory) {
    return new Memory(number(memory, "total_kib"), number(memory, "available_kib"));
  }

  private static Timeline.Phase phase(JsonValue.Obj phase) {
    return new Timeline.Phase(
        text(phase, "name"), millis(phase, "start_ms"), millis(phase, "length_ms"));
  }

  private static <T> List<T> each(
      JsonValue.Obj object, String name, Function<JsonValue.Obj, T> read) {
    Optional<JsonValue> items = object.find(name);
    return ((JsonValue.Arr) items.orElseThrow())
        .items().stream().map(item -> read.apply((JsonValue.Obj) item)).toList();
  }

  static Duration millis(JsonValue.Obj object, String name) {
    return Duration.ofMillis(number(object, name));
  }

  private static long number(JsonValue.Obj object, String name) {
    return ((JsonValue.Num) object.find(name).orElseThrow()).value();
  }

  static String text(JsonValue.Obj object, String name) {
    return ((JsonValue.Str) object.find(name).orElseThrow()).text();
  }
}
