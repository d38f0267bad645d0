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
  private static final int BIG_ROOT = 60 << 20;

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
  void the_least_memory_that_bundles_name_is_within_32_mb_of_the_real_one() throws Exception {
    for (Path bundle : List.of(bigRoot(), fetchedRoot())) {
      int stated = least(bundle);
      int boots = stated + 4 * MARGIN_MIB;
      int fails = stated / 2;
      assertThat(isReady(bundle, boots)).as("with %d MiB", boots).isTrue();
      while (boots - fails > 8) {
        int middle = (boots + fails) / 2;
        if (isReady(bundle, middle)) {
          boots = middle;
        } else {
          fails = middle;
        }
      }
      System.out.printf("%s: states %d MiB, boots with %d MiB%n", bundle, stated, boots);
      assertThat(stated - boots).as(bundle.toString()).isBetween(-32, 32);
    }
  }

  private static boolean isReady(Path bundle, int memory) throws Exception {
    try (Guest guest = boot("memory-bisection", bundle, memory)) {
      guest.awaitReady();
      return true;
    } catch (IOException e) {
      // It hangs, or QEMU has ended.
      return false;
    }
  }

  @Test
  void far_below_it_the_console_names_the_cause() throws Exception {
    Path bundle = bigRoot();

    try (Guest guest = boot("memory-too-little", bundle, least(bundle) / 2)) {
      guest.await(
          "No space left on device|Out of memory|out of memory|not enough|Cannot allocate memory"
              + "|oscc: .*(rootfs|memory)");
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
                new Firmware.Bios(),
                url)
            .argv(NetworkSlots::fill);
    return Guest.start(label, bundle, argv);
  }
}
