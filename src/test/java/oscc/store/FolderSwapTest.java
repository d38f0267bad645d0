package oscc.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSwapTest {
  @TempDir Path out;

  private void build(String text, FolderSwap.Exchange exchange) throws IOException {
    try (FolderSwap swap = FolderSwap.open(out.resolve("web"))) {
      Files.writeString(swap.folder().resolve("a"), text);
      swap.commit(exchange);
    }
  }

  private List<String> work() throws IOException {
    try (Stream<Path> files = Files.list(out.resolve(".oscc/swap"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void the_kernel_exchanges_two_folders() throws IOException {
    Path a = Files.createDirectory(out.resolve("a"));
    Path b = Files.createDirectory(out.resolve("ä b"));
    Files.writeString(a.resolve("x"), "was a");

    assertThat(ExchangeCall.exchange(a, b)).isTrue();

    assertThat(b.resolve("x")).hasContent("was a");
    assertThat(a).isEmptyDirectory();
  }

  @Test
  void a_failed_exchange_changes_nothing() throws IOException {
    Path a = Files.createDirectory(out.resolve("a"));

    assertThat(ExchangeCall.exchange(a, out.resolve("nowhere"))).isFalse();

    assertThat(a).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_target_is_replaced_and_nothing_is_left(boolean exchanged) throws IOException {
    FolderSwap.Exchange exchange = exchanged ? ExchangeCall::exchange : (one, other) -> false;
    build("one", exchange);
    build("two", exchange);

    assertThat(out.resolve("web/a")).hasContent("two");
    assertThat(work()).isEmpty();
  }

  @Test
  void an_abandoned_draft_leaves_the_target_alone() throws IOException {
    build("one", ExchangeCall::exchange);
    try (FolderSwap swap = FolderSwap.open(out.resolve("web"))) {
      Files.writeString(swap.folder().resolve("a"), "half");
    }

    assertThat(out.resolve("web/a")).hasContent("one");
    assertThat(work()).isEmpty();
  }

  @Test
  void two_builds_of_one_name_do_not_disturb_each_other() throws IOException {
    try (FolderSwap first = FolderSwap.open(out.resolve("web"));
        FolderSwap second = FolderSwap.open(out.resolve("web"))) {
      Files.writeString(first.folder().resolve("a"), "first");
      Files.writeString(second.folder().resolve("a"), "second");
      second.commit();
      first.commit();
    }

    assertThat(out.resolve("web/a")).hasContent("first");
    assertThat(work()).isEmpty();
  }

  @Test
  void what_a_swap_lists_does_not_grow_with_the_number_of_targets() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (FolderSwap swap = FolderSwap.open(out.resolve("web" + i))) {
        swap.commit();
      }
    }

    assertThat(out).isDirectoryContaining(path -> path.endsWith("web2"));
    assertThat(work()).isEmpty();
  }

  @Test
  void a_swap_that_stopped_between_its_renames_is_completed() throws IOException {
    build("one", ExchangeCall::exchange);
    Files.createDirectory(out.resolve(".oscc/swap/web.next"));
    Files.writeString(out.resolve(".oscc/swap/web.next/a"), "two");
    Files.move(out.resolve("web"), out.resolve(".oscc/swap/web.old"));

    FolderSwap.recover(out.resolve("web"));

    assertThat(out.resolve("web/a")).hasContent("two");
    assertThat(work()).isEmpty();
  }

  @Test
  void recovery_of_what_is_whole_writes_nothing() throws IOException {
    FolderSwap.recover(out.resolve("web"));

    assertThat(out).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exchange", "renames"})
  void a_killed_build_leaves_a_whole_folder(String way) throws Exception {
    Random random = new Random(42);
    Files.createDirectory(out.resolve("web"));
    Files.writeString(out.resolve("web/a"), "build before");
    Files.writeString(out.resolve("web/b"), "build before");
    for (int kill = 0; kill < 3; kill++) {
      Process process = start(way);
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      Thread.sleep(50 + random.nextInt(150));
      process.destroyForcibly().waitFor();

      FolderSwap.recover(out.resolve("web"));

      assertThat(Files.readString(out.resolve("web/a")))
          .startsWith("build")
          .isEqualTo(Files.readString(out.resolve("web/b")));
    }
    assertThat(out.resolve("web/a")).content().isNotEqualTo("build before");
    build("after", ExchangeCall::exchange);
    assertThat(work()).isEmpty();
  }

  private Process start(String way) throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    argv.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp"));
    argv.add(System.getProperty("java.class.path", ""));
    argv.addAll(List.of(SwapLoop.class.getName(), out.resolve("web").toString(), way));
    return new ProcessBuilder(argv).redirectErrorStream(true).start();
  }
}
