package oscc.vm;

import java.util.Locale;
import oscc.json.JsonValue;

/** Observations as JSON, both ways. */
final class ObservationForm {
  private ObservationForm() {}

  static JsonValue toJson(Observation observation) {
    return JsonValue.object()
        .with("group", observation.group())
        .with("name", observation.name())
        .with("state", observation.state().name().toLowerCase(Locale.ROOT))
        .with("expected", observation.expected())
        .with("found", observation.found())
        .with("place", observation.place())
        .with("quote", observation.quote())
        .with("at_ms", observation.at().toMillis())
        .build();
  }

  static Observation fromJson(JsonValue.Obj json) {
    return new Observation(
        TrialResultForm.text(json, "group"),
        TrialResultForm.text(json, "name"),
        Observation.State.valueOf(TrialResultForm.text(json, "state").toUpperCase(Locale.ROOT)),
        TrialResultForm.text(json, "expected"),
        TrialResultForm.text(json, "found"),
        TrialResultForm.text(json, "place"),
        TrialResultForm.text(json, "quote"),
        TrialResultForm.millis(json, "at_ms"));
  }
}
