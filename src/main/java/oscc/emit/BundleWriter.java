package oscc.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.archive.CpioWriter;
import oscc.archive.squashfs.SquashfsOptions;
import oscc.bundle.Artifact;
import oscc.bundle.BundleFile;
import oscc.bundle.BundleJson;
import oscc.bundle.PortForward;
import oscc.bundle.QemuArch;
import oscc.bundle.RunScript;
import oscc.bundle.SshAccess;
import oscc.bundle.VmSettings;
import oscc.codec.Codec;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.image.Image;
import oscc.image.Root;
import oscc.manifest.Compression;
import oscc.manifest.RootfsSpec.Delivery;
import oscc.manifest.RootfsSpec.SquashfsCompression;
import oscc.manifest.Vm;
import oscc.store.Digest;
import oscc.template.Template;

/** Writes all files of one bundle, in the order in which one depends on another. */
final class BundleWriter {
  private final Image image;
  private final ArtifactFiles files;
  private final Emitter.Settings settings;
  private final Report report;
  private final LeastMemory memory;

  /** The segments of the initrd, in the order in which the kernel sees them. */
  private final List<Artifact> segments = new ArrayList<>();

  BundleWriter(Image image, ArtifactFiles files, Emitter.Settings settings, Report report) {
    this.image = image;
    this.files = files;
    this.settings = settings;
    this.report = report;
    this.memory = image.unpacksToRamfs() ? LeastMemory.withRamfs() : LeastMemory.withTmpfs();
  }

  BundleJson write(PackageObjects objects) throws IOException, Rejected {
    writeKernel();
    writeSegment(Artifact.INITRD, image.base(), initrdCodec());
    switch (image.root()) {
      case Root.Squashfs squashfs -> writeSquashfs(squashfs, objects);
      case Root.Initramfs initramfs -> writeInitramfs(initramfs);
    }
    checkSize();
    writeText(Artifact.IPXE_SCRIPT, "rw-r--r--", IpxeScript.render(image, segments));
    BundleJson bundle = describe();
    writeRunScript(bundle);
    bundle = describe();
    writeDescription(bundle);
    writeText(Artifact.SHA256SUMS, "rw-r--r--", Checksums.render(files.written()));
    return bundle;
  }

  private void writeKernel() throws IOException {
    Content content = image.kernel().content();
    files.shared(
        Artifact.KERNEL,
        content.digest(),
        channel -> {
          try (var in = content.openSound()) {
            OutputStream out = Channels.newOutputStream(channel);
            in.transferTo(out);
          }
        });
    memory.kernel(image.kernel().initSize());
  }

  private void writeSegment(Artifact artifact, FileTree tree, Codec codec) throws IOException {
    Segment segment = new Segment(tree, codec);
    String inputs = "%s %s".formatted(codec.version(), tree.digest());
    BundleFile file = files.shared(artifact, Digest.of(inputs.getBytes(UTF_8)), segment::write);
    load(artifact, file.size(), segment.unpackedSize());
  }

  private void writeSquashfs(Root.Squashfs root, PackageObjects objects) throws IOException {
    SquashfsCompression compression = image.spec().rootfs().compression();
    SquashfsOptions options = PackageLayer.options(compression, settings.workers());
    var layer = new PackageLayer(root, options, image.epoch());
    BundleFile squashfs =
        files.shared(
            Artifact.ROOTFS,
            layer.inputs(),
            channel -> layer.write(objects, settings.progress(), channel));
    objects.became(squashfs);
    writeMachine(image.machineSegment(squashfs.size(), squashfs.digest()));
    switch (image.spec().rootfs().delivery()) {
      case Delivery.INITRD -> writeRootHeader(squashfs);
      case Delivery.HTTP -> memory.fetched(squashfs.size());
      case Delivery.DISK -> {}
    }
  }

  private void checkSize() throws Rejected {
    Optional<Located<Long>> limit = image.spec().rootfs().sizeLimit();
    for (BundleFile file : files.written()) {
      boolean packages =
          file.artifact() == Artifact.ROOTFS || file.artifact() == Artifact.ROOTFS_CPIO;
      if (packages && limit.isPresent() && file.size() > limit.get().value()) {
        report
            .error(
                Code.OS0759,
                limit.get().span(),
                "`%s` has %d KiB".formatted(file.artifact(), (file.size() + 1023) >> 10))
            .path("/rootfs/size_limit")
            .label("%d KiB are allowed".formatted(limit.get().value() >> 10))
            .help("leave something out, compress better, or raise the limit");
        throw new Rejected();
      }
    }
  }

  private void writeRootHeader(BundleFile squashfs) throws IOException {
    byte[] header = CpioWriter.rootHeader(squashfs.size());
    files.shared(Artifact.ROOT_HEADER, Digest.of(header), channel -> writeAll(channel, header));
    load(Artifact.ROOT_HEADER, header.length, 0);
    load(Artifact.ROOTFS, squashfs.size(), squashfs.size());
  }

  /** The machine's files come last, so that they replace those of packages. */
  private void writeInitramfs(Root.Initramfs root) throws IOException {
    Codec codec = PackageLayer.codec(image.spec().rootfs().compression());
    writeSegment(Artifact.ROOTFS_CPIO, root.tree(), codec);
    writeMachine(image.layer().tree());
  }

  private void writeMachine(FileTree tree) throws IOException {
    Segment segment = new Segment(tree, initrdCodec());
    String permissions = image.layer().secret() ? "rw-------" : "rw-r--r--";
    BundleFile file = files.own(Artifact.MACHINE, permissions, segment::write);
    load(Artifact.MACHINE, file.size(), segment.unpackedSize());
  }

  private void load(Artifact artifact, long size, long unpacked) {
    segments.add(artifact);
    memory.segment(size, unpacked);
  }

  private Codec initrdCodec() {
    return switch (image.spec().initrd().compression()) {
      case Compression.ZSTD -> Codec.ZSTD;
      case Compression.XZ -> Codec.XZ;
      case Compression.GZIP -> Codec.GZIP;
      case Compression.NONE -> Codec.NONE;
    };
  }

  private void writeRunScript(BundleJson bundle) throws IOException {
    QemuArch arch = QemuArch.of(bundle.arch()).orElseThrow();
    // QEMU gets the root as a disk, so what would carry it over a network is left out.
    List<Artifact> direct =
        segments.stream().filter(s -> s != Artifact.ROOT_HEADER && s != Artifact.ROOTFS).toList();
    String script =
        Template.load("run.sh.mustache").render(new RunScript(bundle, arch, direct).values());
    writeText(Artifact.RUN, "rwxr-xr-x", script);
  }

  private BundleJson describe() {
    return new BundleJson(
        image.spec().name().value(),
        image.build(),
        settings.osccVersion(),
        image.spec().arch().value().key(),
        files.written(),
        image.cmdline(),
        memory.bytes(),
        vm(),
        image.spec().ssh().map(ssh -> new SshAccess(ssh.port(), ssh.keyFromCmdline())));
  }

  /** Half a gigabyte, or what the machine needs at least, unless the manifest says otherwise. */
  private VmSettings vm() {
    Vm vm = image.spec().vm();
    int least = (int) ((memory.bytes() + (1 << 20) - 1) >> 20);
    int mebibytes = vm.memory() > 0 ? vm.memory() : Math.max(512, least);
    return new VmSettings(
        mebibytes,
        vm.cpus(),
        vm.forward().stream().map(f -> new PortForward(f.host(), f.guest())).toList(),
        vm.disk(),
        VmSettings.cards(image.spec().network().cards()));
  }

  /** On the disk before the swap: it is what later builds believe of the other files. */
  private void writeDescription(BundleJson bundle) throws IOException {
    byte[] text = bundle.text().getBytes(UTF_8);
    files.own(Artifact.BUNDLE_JSON, "rw-r--r--", text, ArtifactFiles.Sync.NOW);
  }

  private void writeText(Artifact artifact, String permissions, String text) throws IOException {
    files.own(artifact, permissions, text.getBytes(UTF_8), ArtifactFiles.Sync.LATER);
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
