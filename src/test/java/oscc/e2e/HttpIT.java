package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import oscc.process.Run;

/**
 * Stage 1 fetches the package layer. The kernel is started directly, with the words that iPXE would
 * add; {@link MemoryIT} boots such a machine over iPXE.
 */
class HttpIT {
  /** The words with which the machine fetches its root by the card that `run` gives it. */
  static final String FETCH = " oscc.root=http BOOTIF=01-52-54-00-12-34-56";

  @Test
  void a_dead_mirror_and_a_damaged_one_are_passed_over_and_a_broken_transfer_goes_on()
      throws Exception {
    Path folder = Oscc.freshFolder("http");
    SshKey key = SshKey.make(folder, "key");
    try (RootServer server = RootServer.start()) {
      Path bundle =
          build(
              folder, "mirrors", "http://10.0.2.2:1/", server.url("flipped"), server.url("broken"));
      server.serve(bundle.resolve("rootfs.squashfs"));

      try (Guest guest = Guest.run("http-mirrors", bundle, key.bootWord() + FETCH).awaitReady()) {
        assertThat(guest.console())
            .contains("oscc: passed over: http://10.0.2.2:1/rootfs.squashfs: wget: ")
            .containsPattern("oscc: passed over: the root is damaged: http://\\S+/flipped/rootfs")
            .containsPattern("oscc: the transfer broke after [0-9]+ of [0-9]+ bytes");
        assertThat(server.ranges()).isNotEmpty();
        assertThat(guest.shell(key.file(), "ip -4 -o addr show dev eth0; ip route"))
            .containsOnlyOnce("inet 10.0.2.15/24")
            .containsOnlyOnce("default via 10.0.2.2");
        assertThat(guest.shell(key.file(), "cat /proc/mounts"))
            .contains("/run/oscc/package squashfs ro");
      }
    }
  }

  @Test
  void firmware_of_both_kinds_fetches_by_what_ipxe_knows_of_its_script() throws Exception {
    Path folder = Oscc.freshFolder("http-ipxe");
    build(folder, "ipxe");

    for (String way : List.of("ipxe-bios", "ipxe-uefi")) {
      Run.Result tested =
          Oscc.run(
              Oscc.PROJECT,
              Map.of(),
              "test",
              folder.resolve("machine.yaml").toString(),
              "--no-build",
              "--out",
              Oscc.OUT.toString(),
              "--via",
              way);

      assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isZero();
      // The kernel starts before the root is fetched, and nobody but stage 1 fetches it.
      assertThat(tested.out()).contains("http-ipxe %s: ready".formatted(way), "checks: ");
      Matcher log = Pattern.compile("console: (\\S+)").matcher(tested.out());
      assertThat(log.find()).isTrue();
      assertThat(Path.of(log.group(1)))
          .content()
          .containsPattern("oscc: fetching http://10.0.2.2:[0-9]+/rootfs.squashfs");
    }
  }

  @Test
  void a_flipped_byte_stops_in_stage_1_and_says_so() throws Exception {
    Path folder = Oscc.freshFolder("http-flipped");
    try (RootServer server = RootServer.start()) {
      Path bundle = build(folder, "flipped");
      server.serve(bundle.resolve("rootfs.squashfs"));
      String base = " oscc.base=" + server.url("flipped");

      try (Guest guest = Guest.run("http-flipped", bundle, "oscc.onfail=poweroff" + base + FETCH)) {
        guest.await("oscc: the root is damaged: http://\\S+ has SHA-256 [0-9a-f]{64}, build ");
        guest.awaitEnd();
        assertThat(guest.console()).doesNotContain("oscc: stage 1 is done");
      }
    }
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void a_card_without_a_link_is_named_and_so_is_a_boot_loader_that_says_nothing(
      @TempDir Path sockets) throws Exception {
    Path folder = Oscc.freshFolder("http-link");
    Path bundle = build(folder, "link");
    String words = "oscc.onfail=poweroff oscc.netwait=4" + FETCH;

    // Outside the project, since a socket's name is short.
    Path socket = sockets.resolve("qmp");
    try (Guest guest = Guest.run("http-no-link", bundle, words, "-S", "-qmp", Qmp.listen(socket));
        Qmp qmp = Qmp.connect(socket)) {
      qmp.execute("'set_link', 'arguments': {'name': 'net0', 'up': false}");
      qmp.execute("'cont'");
      guest.await("oscc: no root: no link on eth0 within 4 seconds");
      guest.awaitEnd();
    }
    try (Guest guest = Guest.run("http-nowhere", bundle, words + " oscc.file=boot.ipxe")) {
      guest.await("oscc: no root: nothing says where rootfs.squashfs is.*set rootfs.url");
      guest.awaitEnd();
    }
  }

  /** A small machine that fetches its root. */
  private static Path build(Path folder, String name, String... urls) throws IOException {
    StringBuilder list = new StringBuilder();
    for (String url : urls) {
      list.append(list.isEmpty() ? "  url:\n" : "").append("    - ").append(url).append('\n');
    }
    String manifest =
        Files.readString(Oscc.PROJECT.resolve("manifests/hello.yaml"))
                .replaceFirst("(?m)^name: .*$", "name: http-" + name)
                .replaceFirst("(?m)^    - panic=10.*$", "$0\n  modules:\n    rootfs: none")
            + "\nrootfs:\n  delivery: http\n"
            + list;
    return Oscc.build(Files.writeString(folder.resolve("machine.yaml"), manifest), "http-" + name);
  }
}
