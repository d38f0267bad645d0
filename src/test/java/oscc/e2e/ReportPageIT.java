package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import oscc.bundle.BuildId;
import oscc.report.HtmlReport;
import oscc.verdict.ConsoleLine;
import oscc.verdict.Outcome;
import oscc.verdict.Timeline;
import oscc.verdict.Verdict;
import oscc.vm.Accelerator;
import oscc.vm.BootWay;
import oscc.vm.Memory;
import oscc.vm.Observation;
import oscc.vm.Observation.State;
import oscc.vm.TrialResult;

/** The page about tests in a browser, made of consoles that were recorded. */
class ReportPageIT {
  private static final Path CONSOLES = Path.of("src/test/resources/oscc/verdict/consoles");

  private Chromium chromium;
  private Path page;

  @BeforeEach
  void open() throws IOException {
    Path folder = Oscc.freshFolder("report-page");
    chromium = new Chromium(folder);
    String html =
        HtmlReport.of(
            List.of(
                boot("ready-ipxe-uefi", Outcome.READY, BootWay.IPXE_UEFI),
                boot("oops-null-pointer", Outcome.OOPS, BootWay.DIRECT)));
    page = Files.writeString(folder.resolve("report.html"), html);
  }

  @Test
  void a_page_that_wants_more_than_itself_would_be_noticed() throws IOException {
    String greedy =
        Files.readString(page).replace("</body>", "<img src=\"http://example.org/\"></body>");
    Path other = Files.writeString(page.resolveSibling("greedy.html"), greedy);

    assertThatThrownBy(() -> chromium.dom(other)).hasMessageContaining("CONSOLE");
  }

  private static TrialResult boot(String console, Outcome outcome, BootWay way) throws IOException {
    Path log = Files.createTempFile(Oscc.freshFolder("report-" + console), "console", ".log");
    List<String> recorded = Files.readAllLines(CONSOLES.resolve(console + ".log"));
    Files.write(log, recorded.subList(0, recorded.size() - 1));
    String label = log.getFileName().toString().replace(".log", "-up.png");
    ImageIO.write(
        new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB),
        "png",
        log.resolveSibling(label).toFile());
    List<ConsoleLine> lines = Files.readAllLines(log).stream().map(ConsoleLine::parse).toList();
    Duration end = lines.getLast().at();
    List<ConsoleLine> evidence =
        lines.stream().filter(line -> line.text().contains("BUG: kernel NULL")).toList();
    Timeline timeline = Timeline.of("firmware", lines, List.of(), end);
    return new TrialResult(
        "hello <&\"'> machine",
        new BuildId("10e455ef931ce73e"),
        way,
        Accelerator.TCG,
        new Verdict(outcome, end, evidence, ""),
        outcome == Outcome.READY ? timeline.readyAt(end) : timeline,
        Optional.of(new Memory(500 << 10, 400 << 10)),
        observations(),
        log);
  }

  private static List<Observation> observations() {
    List<Observation> all = new ArrayList<>();
    all.add(observation("steps", 1, State.HELD, "status 0, output\nx86_64"));
    all.add(observation("steps", 2, State.BROKEN, "status 1, output\n<b>no</b>"));
    all.add(observation("steps", 3, State.UNSEEN, "not done: a step before failed"));
    for (int i = 0; i < 30; i++) {
      all.add(observation("checks", i, State.HELD, "found " + i));
    }
    return all;
  }

  private static Observation observation(String group, int number, State state, String found) {
    String name = "check %d".formatted(number);
    return new Observation(
        group, name, state, "x", found, "web.yaml:7:3", "name: web", Duration.ZERO);
  }

  @Test
  void what_was_observed_and_the_screen_are_there() throws IOException {
    String dom = chromium.dom(page);

    assertThat(dom)
        .contains("Steps: 1 passed, 1 failed, 1 not done", "Checks: 30 passed", "30 more")
        .contains("&lt;b&gt;no&lt;/b&gt;", "web.yaml:7:3", "memory at ready: 400 of 500 MiB")
        .containsPattern("<img alt=\"up.png\" src=\"data:image/png;base64,iVBOR");
  }

  @Test
  void phases_and_console_are_there() throws IOException {
    String dom = chromium.dom(page);

    assertThat(dom)
        .contains(">firmware<", ">iPXE<", ">kernel<", ">stage 1<", ">init<", ">ready<")
        .contains("hello &lt;&amp;\"'&gt; machine")
        .containsPattern("<li id=\"b0-\\d+\" class=\"k2\"><time>[\\d.]+</time><span>\\[ +0\\.0")
        .containsPattern("class=\"k\\d hit\"><time>[\\d.]+</time><span>.*BUG: kernel NULL");
  }

  @Test
  void each_phase_leads_to_a_line_of_the_console() throws IOException {
    String html = Files.readString(page);

    assertThat(html.lines().filter(line -> line.startsWith("<a href=\"#b0-")))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(html).contains("<li id=\"" + line.split("[#\"]", -1)[2] + "\""));
  }

  @Test
  void it_is_light_or_dark_as_the_reader_likes_it() throws IOException {
    Path light = chromium.screenshot(page, "light.png");
    Path dark = chromium.screenshot(page, "dark.png", "--blink-settings=preferredColorScheme=0");

    assertThat(brightness(light)).isGreaterThan(200);
    assertThat(brightness(dark)).isLessThan(60);
  }

  /** Of the background, from 0 to 255. */
  private static int brightness(Path picture) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(1500);
    return image.getRGB(3, 3) >> 8 & 0xff;
  }
}
