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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import oscc.bundle.BundleJson;
import oscc.bundle.QemuCommand;
import oscc.bundle.QemuCommand.Firmware;
import oscc.bundle.VmSettings;

/** The files of one bundle, served over HTTP to the iPXE that Debian ships, on BIOS and on UEFI. */
class NetworkBootIT {
  private Path bundle;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    // A user serves with a program that may read the files, so the secret one is not special here.
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            bundle.toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_bios_machine_boots_over_ipxe() throws Exception {
    boot("hello-ipxe-bios", new Firmware.Bios());
  }

  @Test
  void a_uefi_machine_boots_over_ipxe() throws Exception {
    Path variables = Oscc.freshFolder("uefi").resolve("vars.fd");
    Files.copy(Firmware.Uefi.VARIABLES, variables);

    boot("hello-ipxe-uefi", new Firmware.Uefi(variables));
  }

  private void boot(String label, Firmware firmware) throws Exception {
    BundleJson json = BundleJson.read(bundle);
    int memory = Math.max(512, (int) (json.leastMemory() >> 20) + 16);
    String url = "http://10.0.2.2:%d/boot.ipxe".formatted(server.getAddress().getPort());
    List<String> argv =
        QemuCommand.overNetwork(
                new VmSettings(memory, 1, List.of(), 0, VmSettings.ONE_CARD), firmware, url)
            .argv(NetworkSlots::fill);

    try (Guest guest = Guest.start(label, bundle, argv)) {
      guest.awaitReady();

      assertThat(guest.console()).contains("iPXE");
    }
  }
}
