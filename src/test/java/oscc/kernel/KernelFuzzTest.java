package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.fstree.Content;
import oscc.manifest.Arch;
import oscc.source.Sources;
import oscc.store.Store;

/**
 * Whatever the bytes are, there is a kernel, a diagnostic or an IOException: never a stack trace.
 */
class KernelFuzzTest {
  private static final int SEED = 20;

  @TempDir Path folder;

  private final Random random = new Random(SEED);

  private byte[] damaged(byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length)) : copy;
  }

  /** What became of an image: {@code ok}, {@code rejected} or {@code failed}. */
  private String read(Arch arch, byte[] image, Store store) {
    Report report = new Report();
    Sources.KernelFiles files =
        new Sources.KernelFiles(Content.of(image), Optional.empty(), Optional.empty());
    try {
      KernelReader.read(
          new TestMachine().arch(arch).machine(), files, new KnownKernels(store), report);
      return "ok";
    } catch (Rejected e) {
      assertThat(report.hasErrors()).isTrue();
      return "rejected";
    } catch (IOException e) {
      return "failed";
    }
  }

  @Test
  void a_damaged_image_is_a_kernel_or_rejected() throws IOException {
    Store store = Store.open(folder);
    byte[] payload = TestImage.gzip(TestImage.ikconfig("CONFIG_A=y\n"));
    byte[] header = Arrays.copyOf(TestImage.bzImage(TestModules.RELEASE + " x", payload), 0x400);
    byte[] bzImage = TestImage.bzImage(TestModules.RELEASE + " x", payload);
    byte[] arm64 = TestImage.arm64("6.1.0-1-arm64");
    byte[] gzipped = TestImage.gzip(arm64);

    List<String> outcomes =
        IntStream.range(0, 200)
            .boxed()
            .flatMap(i -> {
              byte[] x86 = bzImage.clone();
              byte[] head = damaged(header);
              System.arraycopy(head, 0, x86, 0, head.length);
              return List.of(
                  read(Arch.X86_64, x86, store),
                  read(Arch.X86_64, damaged(bzImage), store),
                  read(Arch.AARCH64, damaged(arm64), store),
                  read(Arch.AARCH64, damaged(gzipped), store))
                  .stream();
            })
            .toList();

    assertThat(outcomes).contains("ok", "rejected");
  }

  @Test
  void a_damaged_fragment_is_settings_and_diagnostics() {
    String good =
        "# c\nCONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=\"a \\\" b\"\r\nCONFIG_D=0x1f\n";
    for (int i = 0; i < 3000; i++) {
      Report report = new Report();
      byte[] bytes = damaged(good.getBytes(StandardCharsets.ISO_8859_1));
      SourceText text = new SourceText("f", new String(bytes, StandardCharsets.ISO_8859_1));

      Fragment fragment = Fragment.parse(text, report);

      assertThat(fragment.settings().size()).isLessThanOrEqualTo(8);
      ConfigText.parse(text.text());
      TestMachine.told(report);
    }
  }

  @Test
  void any_modules_have_an_order_and_an_index() throws IOException {
    for (int round = 0; round < 150; round++) {
      TestModules modules = new TestModules();
      int count = random.nextInt(30);
      IntFunction<String> name = i -> "d%d/m%s%d".formatted(i % 3, i % 2 == 0 ? "-" : "_", i);
      for (int i = 0; i < count; i++) {
        modules.add(name.apply(i), facts(count));
      }
      modules.builtIn(text("kernel/m_99.ko\n"), text("m_99.alias=m-98\n"));
      ModuleIndex index = modules.index();

      List<LoadableModule> order = index.order(index.modules(), LoadOrder.Softdeps.PRE_AND_POST);
      ModuleFiles.of(index, order, 0);

      assertThat(order).hasSameElementsAs(index.modules()).doesNotHaveDuplicates();
    }
  }

  private String text(String good) {
    return new String(
        damaged(good.repeat(3).getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
  }

  private String[] facts(int count) {
    String[] keys = {
      "depends=m_",
      "softdep=pre: m_",
      "softdep=post: m-",
      "softdep=m_",
      "alias=m-",
      "alias=*[m",
      "export=s",
      "firmware=../",
      "vermagic="
    };
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(i -> keys[random.nextInt(keys.length)] + random.nextInt(count + 1))
        .collect(Collectors.toList())
        .toArray(String[]::new);
  }
}
