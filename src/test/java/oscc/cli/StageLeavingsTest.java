package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.diag.Progress;

class StageLeavingsTest {
  private final List<Progress.Event> handedOn = new ArrayList<>();
  private long mebibytes;
  private int collections;

  /** A heap of which a tenth is in use. */
  private final StageLeavings leavings =
      new StageLeavings(handedOn::add, () -> mebibytes << 20, this::collect);

  private void collect() {
    collections++;
    mebibytes /= 10;
  }

  @ParameterizedTest
  @CsvSource({
    "20 100 128, 0",
    "20 129 128, 1",
    "2000 300 400, 1",
    "2000 300 401, 2",
    "2000 2000 2000, 3",
    "10000 1500 2000, 1"
  })
  void what_is_much_and_twice_of_what_was_kept_is_looked_through(String sizes, int expected) {
    for (String size : sizes.split(" ", -1)) {
      mebibytes = Long.parseLong(size);
      leavings.on(new Progress.Event.Stage("next"));
    }

    assertThat(collections).isEqualTo(expected);
  }

  @Test
  void within_a_stage_nothing_is_looked_through() {
    mebibytes = 1000;

    leavings.on(new Progress.Event.Count("files", 1));

    assertThat(collections).isZero();
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
