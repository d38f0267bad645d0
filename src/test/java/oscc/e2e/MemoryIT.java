package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import oscc.bundle.BundleJson;
import oscc.bundle.QemuCommand;
import oscc.bundle.QemuCommand.Firmware;
import oscc.bundle.VmSettings;

/** The least memory that {@code bundle.json} names is enough for a boot over the network. */
class MemoryIT {
  private static final int MARGIN_MIB = 16;
  private static final int STEP_MIB = 8;
  private static final int BIG_ROOT = 60 << 20;

  private enum Kind {
    BIOS,
    UEFI
  }

  /** Words of boot loader, kernel and stage 1 that lack memory. */
  private static final String TOO_LITTLE =
      "No space left on device|[Oo]ut of memory|not enough|Not enough space"
          + "|Cannot allocate memory|Kernel panic"
          + "|Initramfs unpacking failed|oscc: .*enough memory";

  @Test
  void hello_boots_a_little_above_its_least_memory() throws Exception {
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");

    try (Guest guest = boot("memory-hello", bundle, least(bundle) + MARGIN_MIB)) {
      guest.awaitReady();
    }
  }

  @Test
  void a_root_of_60_mb_boots_a_little_above_its_least_memory() throws Exception {
    Path bundle = bigRoot();

    try (Guest guest = boot("memory-60mb", bundle, least(bundle) + MARGIN_MIB)) {
      guest.awaitReady();
    }
  }

  @Test
  void a_root_that_is_fetched_takes_50_mb_less_and_boots_a_little_above_that() throws Exception {
    int asInitrd = least(bigRoot());
    Path bundle = fetchedRoot();

    assertThat(least(bundle)).isLessThanOrEqualTo(asInitrd - 50);
    try (Guest guest = boot("memory-http", bundle, least(bundle) + MARGIN_MIB)) {
      guest.awaitReady();
      assertThat(guest.console()).contains("oscc: fetching http://10.0.2.2:");
    }
  }

  @Test
  @Tag("full")
  void fetching_the_root_takes_50_mb_less_and_both_are_within_32_mb_of_what_is_stated()
      throws Exception {
    Path asInitrd = bigRoot();
    Path fetched = fetchedRoot();

    int initrd = leastByBisection(asInitrd);
    int http = leastByBisection(fetched);

    assertThat(least(asInitrd) - initrd).isBetween(-MARGIN_MIB, 32);
    assertThat(least(fetched) - http).isBetween(-MARGIN_MIB, 32);
    assertThat(initrd - http).isGreaterThanOrEqualTo(50);
  }

  /** By how little it can be done differs from boot to boot: the firmware lays it out at random. */
  @Test
  @Tag("full")
  void by_uefi_both_get_ready_with_what_is_loaded_once_more() throws Exception {
    for (Path bundle : List.of(bigRoot(), fetchedRoot())) {
      int memory = (int) (BundleJson.read(bundle).leastMemoryByUefi() >> 20) + 1;
      String label = "memory-uefi-" + bundle.getFileName();
      try (Guest guest = boot(label, bundle, memory + MARGIN_MIB, Kind.UEFI)) {
        guest.awaitReady();
      }
    }
  }

  /** The least memory in MiB with which the machine gets ready, at most {@code STEP_MIB} above. */
  private static int leastByBisection(Path bundle) throws Exception {
    int stated = least(bundle);
    int boots = stated + 4 * MARGIN_MIB;
    int fails = stated / 2;
    assertThat(isReady(bundle, boots)).as("with %d MiB", boots).isTrue();
    assertThat(isReady(bundle, fails)).as("with %d MiB", fails).isFalse();
    while (boots - fails > STEP_MIB) {
      int middle = (boots + fails) / 2;
      if (isReady(bundle, middle)) {
        boots = middle;
      } else {
        fails = middle;
      }
    }
    System.out.printf(
        "least memory of %s: states %d MiB, fails with %d, boots with %d%n",
        bundle.getFileName(), stated, fails, boots);
    return boots;
  }

  private static boolean isReady(Path bundle, int memory) throws Exception {
    String label = "memory-%s-%d".formatted(bundle.getFileName(), memory);
    try (Guest guest = boot(label, bundle, memory)) {
      String end = awaitUpOrTooLittle(guest);
      System.out.printf("%s: %s%n", label, end);
      return end.startsWith(" is up");
    }
  }

  private static String awaitUpOrTooLittle(Guest guest) throws Exception {
    try {
      return guest.await(" is up \\(build|" + TOO_LITTLE);
    } catch (IOException e) {
      // It may hang without a word, or start anew; a network or a QEMU that failed says nothing.
      if (guest.console().contains("oscc: no root")) {
        throw e;
      }
      if (guest.isRunning()) {
        return "hangs";
      }
      if (guest.awaitEnd() == 0) {
        return "starts anew";
      }
      throw e;
    }
  }

  @Test
  void far_below_it_the_console_names_the_cause() throws Exception {
    Path bundle = bigRoot();

    try (Guest guest = boot("memory-too-little", bundle, least(bundle) / 2)) {
      guest.await(TOO_LITTLE);
      assertThat(guest.console()).doesNotContain(" is up (build");
    }
  }

  private static int least(Path bundle) throws IOException {
    return (int) (BundleJson.read(bundle).leastMemory() >> 20) + 1;
  }

  private static Path bigRoot() throws IOException {
    return bigRoot("big-root", "");
  }

  private static Path fetchedRoot() throws IOException {
    return bigRoot("big-fetched", "\nrootfs:\n  delivery: http\n");
  }

  private static Path bigRoot(String name, String rootfs) throws IOException {
    Path folder = Oscc.freshFolder(name);
    byte[] noise = new byte[BIG_ROOT];
    new Random(1).nextBytes(noise);
    Path data = Files.createDirectories(folder.resolve("overlay/usr/share"));
    Files.write(data.resolve("noise"), noise);
    String hello = Files.readString(Oscc.PROJECT.resolve("manifests/hello.yaml"));
    String manifest =
        hello
                .replaceFirst("(?m)^name: .*$", "name: " + name)
                .replaceFirst("(?m)^packages:$", "packages:\n  - dir: overlay")
            + rootfs;
    return Oscc.build(Files.writeString(folder.resolve("machine.yaml"), manifest), name);
  }

  private static Guest boot(String label, Path bundle, int memory) throws IOException {
    return boot(label, bundle, memory, Kind.BIOS);
  }

  private static Guest boot(String label, Path bundle, int memory, Kind kind) throws IOException {
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            bundle.toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    String url = "http://10.0.2.2:%d/boot.ipxe".formatted(server.getAddress().getPort());
    List<String> argv =
        QemuCommand.overNetwork(
                new VmSettings(memory, 1, List.of(), 0, VmSettings.ONE_CARD),
                firmware(kind, label),
                url)
            .argv(NetworkSlots::fill);
    return Guest.start(label, bundle, argv);
  }

  private static Firmware firmware(Kind kind, String label) throws IOException {
    return switch (kind) {
      case BIOS -> new Firmware.Bios();
      case UEFI -> {
        Path variables = Oscc.freshFolder("uefi/" + label).resolve("vars.fd");
        Files.copy(Firmware.Uefi.VARIABLES, variables);
        yield new Firmware.Uefi(variables);
      }
    };
  }
}
