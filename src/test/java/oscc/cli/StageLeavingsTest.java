package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import oscc.diag.Progress;

class StageLeavingsTest {
  private final List<Progress.Event> handedOn = new ArrayList<>();
  private final StageLeavings leavings = new StageLeavings(handedOn::add);

  @Test
  void what_nobody_uses_any_more_is_gone_when_the_next_stage_begins() {
    WeakReference<byte[]> left = new WeakReference<>(new byte[160 << 20]);

    leavings.on(new Progress.Event.Stage("image"));

    assertThat(left.get()).isNull();
  }

  @Test
  void every_event_is_handed_on() {
    List<Progress.Event> events =
        List.of(
            new Progress.Event.Stage("source"),
            new Progress.Event.Count("files", 1),
            new Progress.Event.Warning("damaged"));

    events.forEach(leavings::on);

    assertThat(handedOn).isEqualTo(events);
  }
}
