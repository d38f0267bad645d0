package oscc.cli;

import static java.util.stream.Collectors.joining;
import static oscc.cli.SampleParts.ascii;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import oscc.store.Blob;
import oscc.store.Store;

/**
 * A machine that goes through the whole line from a manifest to a bundle on any host: its kernel,
 * its busybox and its packages are made here, and its one Debian package lies in the store already.
 * It would not boot, and has something to be warned and something to be told of.
 *
 * @param folder for the manifest and all that it names
 */
record SampleMachine(Path folder) {
  /** What {@link #MANIFEST} needs of a kernel. */
  private static final String CONFIG =
      "BINFMT_ELF BINFMT_SCRIPT BLK_DEV_INITRD DEVTMPFS INET PACKET PROC_FS RD_ZSTD"
          + " SERIAL_8250_CONSOLE SQUASHFS_ZSTD SYSFS TMPFS UNIX UNIX98_PTYS VIRTIO_NET VIRTIO_PCI";

  private static final String MODULES = "BLK_DEV_LOOP OVERLAY_FS SQUASHFS VIRTIO_BLK";
  private static final String DEB = "sample 1.0 amd64";

  private static final String MANIFEST =
      """
      oscc: 1
      name: pinned
      kernel:
        prebuilt: {image: kernel, modules: modules.tar, config: config}
        cmdline: ["console=ttyS0,115200", panic=10]
      initrd: {busybox: {file: busybox}}
      packages:
        - deb: [sample]
          exclude: ["usr/share/doc/**", "usr/share/none/**"]
        - tar: tools.tar
        - dir: tree
      @MORE@
      init: busybox
      network:
        interfaces:
          - {name: eth0, dhcp: true}
          - {name: eth1, addresses: [192.0.2.10/24], gateway: 192.0.2.1}
        nameservers: [192.0.2.53]
        hosts: {192.0.2.5: [db]}
      users:
        - name: root
          authorized_keys: [{file: key.pub}]
        - {name: guest}
      ssh: {server: dropbear, key_from_cmdline: true}
      files:
        - path: /etc/motd
          content: "@MOTD@"
        - {path: /etc/issue, source: issue, mode: "0600"}
        - {path: /etc/link, symlink: motd}
        - {path: /usr/share/sample, absent: true}
      vm: {memory: 512M, forward: ["2222:22"]}
      """;

  /** Writes everything but the manifest. */
  static SampleMachine make(Path folder, Path store) throws IOException {
    Files.write(folder.resolve("kernel"), SampleParts.kernel());
    Files.writeString(folder.resolve("config"), lines(CONFIG, "=y\n") + lines(MODULES, "=m\n"));
    Files.write(folder.resolve("busybox"), SampleParts.busybox());
    Files.write(folder.resolve("modules.tar"), SampleParts.tar(modules()));
    Files.write(folder.resolve("tools.tar"), SampleParts.tar(tools()));
    Path etc = Files.createDirectories(folder.resolve("tree/etc"));
    Files.writeString(etc.resolve("motd"), "of a package\n");
    Path more = Files.createDirectories(folder.resolve("more/usr/share"));
    Files.writeString(more.resolve("more"), "of one more package\n".repeat(1000));
    Files.writeString(folder.resolve("issue"), "sample\n");
    Files.writeString(
        folder.resolve("key.pub"),
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A".repeat(43) + " sample\n");
    Files.writeString(folder.resolve("oscc.lock"), lock(keepDeb(store)));
    return new SampleMachine(folder);
  }

  /** Writes the manifest, and returns it. */
  Path manifest(String motd, String more) throws IOException {
    String text = MANIFEST.replace("@MOTD@", motd).replace("@MORE@\n", more);
    return Files.writeString(folder.resolve("pinned.yaml"), text);
  }

  private static String lines(String symbols, String value) {
    return Stream.of(symbols.split(" ")).map(s -> "CONFIG_" + s + value).collect(joining());
  }

  private static Map<String, byte[]> modules() {
    String folder = "lib/modules/" + SampleParts.RELEASE + "/";
    String magic = "vermagic=" + SampleParts.RELEASE + " SMP\0";
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : new String[] {"squashfs", "overlay", "loop", "virtio_blk"}) {
      String modinfo = "name=" + name + "\0alias=fs-" + name + "\0depends=virtio\0" + magic;
      files.put(folder + "kernel/" + name + ".ko", SampleParts.module(modinfo));
    }
    String virtio = "name=virtio\0alias=virtio:d*v*\0softdep=pre: loop\0depends=\0" + magic;
    files.put(folder + "kernel/virtio.ko", SampleParts.module(virtio));
    files.put(folder + "modules.builtin", ascii("kernel/fs/ext4/ext4.ko\n"));
    files.put(folder + "modules.builtin.modinfo", ascii("ext4.alias=fs-ext4\0"));
    files.put(folder + "modules.order", ascii("kernel/virtio.ko\nkernel/loop.ko\n"));
    return files;
  }

  private static Map<String, byte[]> tools() {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : new String[] {"busybox", "dropbear", "dropbearkey"}) {
      files.put("usr/bin/" + name, SampleParts.busybox());
    }
    files.put("usr/share/noise", new byte[100_000]);
    files.put("usr/share/sample", ascii("sample\n"));
    return files;
  }

  private static Blob keepDeb(Path folder) throws IOException {
    return Store.open(folder).keep(new ByteArrayInputStream(SampleDeb.bytes()));
  }

  private static String lock(Blob deb) {
    return """
    {
      "debs": {"amd64: sample": ["%s"]},
      "oscc_lock": 1,
      "packages": {
        "%s": {
          "archive": "http://archive.invalid/",
          "path": "pool/sample.deb",
          "sha256": "%s",
          "size": %d
        }
      }
    }
    """
        .formatted(DEB, DEB, deb.digest(), deb.size());
  }
}
