package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** What a build needs does not grow with what it builds, and how long it takes grows with it. */
@Tag("full")
class GrowthIT {
  private static final long MOST_MEBIBYTES = 400;

  /** A line of {@code bench/growth}. */
  private record Line(double wall, long mebibytes) {
    static Line of(String text) {
      List<String> words = List.of(text.strip().split(" +"));
      int end = words.size();
      double wall = Double.parseDouble(words.get(end - 8));
      return new Line(wall, Long.parseLong(words.get(end - 2)));
    }
  }

  @Test
  void sixteen_times_the_bytes_take_the_memory_of_one_and_the_time_of_seventeen() throws Exception {
    String folder = Oscc.freshFolder("growth").toString();
    Run.Result result =
        Run.of(List.of("bench/growth", "--folder", folder, "500M", "8G"))
            .in(Oscc.PROJECT)
            .within(Duration.ofMinutes(90))
            .result();

    assertThat(result.status()).as(result.err()).isZero();
    List<Line> lines =
        result.out().lines().filter(line -> line.contains("MiB")).map(Line::of).toList();
    assertThat(lines).hasSize(4);
    for (int way = 0; way < 2; way++) {
      Line half = lines.get(way);
      Line eight = lines.get(2 + way);
      assertThat(eight.mebibytes()).isLessThan(MOST_MEBIBYTES);
      assertThat((double) eight.mebibytes()).isLessThanOrEqualTo(1.3 * half.mebibytes());
      assertThat(eight.wall()).isLessThanOrEqualTo(17 * half.wall());
    }
  }
}
