package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** Test steps with real machines, one that boots over the network and one directly. */
class StepsIT {
  private static final Path MANIFEST = Oscc.PROJECT.resolve("manifests/tested.yaml");

  private static Run.Result test(String... arguments) throws IOException {
    String[] all = Stream.concat(Stream.of("test"), Stream.of(arguments)).toArray(String[]::new);
    return Oscc.run(Oscc.PROJECT, Map.of(), all);
  }

  @Test
  void the_example_does_its_steps_over_the_network() throws Exception {
    Path folder = Oscc.freshFolder("steps");
    Path page = folder.resolve("report.html");
    Path junit = folder.resolve("junit.xml");
    Oscc.build(MANIFEST, "tested");

    Run.Result tested =
        test(
            MANIFEST.toString(),
            "--no-build",
            "--out",
            Oscc.OUT.toString(),
            "--via",
            "ipxe-bios",
            "--report",
            "html=%s,junit=%s".formatted(page, junit));

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isZero();
    assertThat(tested.out())
        .contains("tested ipxe-bios: ready", "fetch rootfs.squashfs", "1 of 1 boots ended ready")
        .contains("steps: 10 held")
        .doesNotContain("failed");
    assertThat(Files.readString(junit)).contains("7 reboot");
    assertThat(new Chromium(folder).dom(page))
        .contains(">7 reboot", "ready again after", "src=\"data:image/png;base64,");
    assertPictures();
    assertThat(test("--last").out()).contains("steps: 10 held");
  }

  /** The screen shows what the kernel says. */
  private static void assertPictures() throws IOException {
    Path runs = Oscc.OUT.resolveSibling("state/oscc/tests");
    try (Stream<Path> folders = Files.list(runs);
        Stream<Path> files = Files.list(folders.sorted().toList().getLast())) {
      var pictures = files.filter(f -> f.toString().endsWith("-up.png")).toList();
      assertThat(pictures).hasSize(1);
      for (Path picture : pictures) {
        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(image.getWidth()).isGreaterThanOrEqualTo(640);
        assertThat(isLit(image)).as("%s", picture).isTrue();
      }
    }
  }

  private static boolean isLit(BufferedImage image) {
    int first = image.getRGB(0, 0);
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if (image.getRGB(x, y) != first) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void a_step_that_fails_names_its_line_and_a_panic_is_the_verdict() throws Exception {
    Path manifest = Oscc.freshFolder("failing-steps").resolve("machine.yaml");
    String text = Files.readString(Oscc.PROJECT.resolve("manifests/hello.yaml"));
    Files.writeString(
        manifest,
        text
            + """
            tests:
              - run: cat /etc/motd; exit 3
                status: 3
                output: Hello
              - ssh: echo "$USER"; false
                status: 1
                output: ^root$
              - run: (sleep 1; echo c >/proc/sysrq-trigger) & echo 1 >/proc/sys/kernel/sysrq
              - expect: this never comes
                within: 60
              - wait: 1
            """);
    Oscc.build(manifest, "hello");

    Run.Result tested = test(manifest.toString(), "--no-build", "--out", Oscc.OUT.toString());

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isEqualTo(4);
    assertThat(tested.out())
        .contains("hello direct: kernel panic", "sysrq triggered crash")
        .contains("steps: 3 held, 1 failed, 1 not seen")
        .containsPattern("step 4 expect this never comes: .*the machine failed: kernel panic")
        .contains("machine.yaml:%d:5".formatted(text.lines().count() + 9));
  }
}
