package oscc.manifest;

import java.util.Optional;
import oscc.diag.Located;
import oscc.fstree.UnixPath;
import oscc.manifest.RootfsSpec.Codec;
import oscc.manifest.RootfsSpec.SquashfsCompression;
import oscc.manifest.RootfsSpec.StateDisk;

/** Makes the record of {@code rootfs}. */
final class RootfsBinder {

  RootfsSpec rootfs(Fields rootfs) {
    return new RootfsSpec(
        Binder.word(RootfsSpec.Filesystem.class, rootfs.text("filesystem", "squashfs")),
        compression(rootfs),
        Binder.word(RootfsSpec.Delivery.class, rootfs.text("delivery", "initrd")),
        rootfs.words("url"),
        Binder.word(RootfsSpec.Writable.class, rootfs.text("writable", "tmpfs")),
        rootfs.fields("disk").map(RootfsBinder::disk),
        rootfs.words("persist").stream()
            .map(p -> new Located<>(new UnixPath(p.value()), p.span()))
            .toList(),
        rootfs.located("size_limit").map(l -> new Located<>(limit(l.value()), l.span())),
        rootfs.site().span());
  }

  private static StateDisk disk(Fields disk) {
    Optional<StateDisk> labelled = disk.text("label").map(StateDisk.Label::new);
    return labelled.orElseGet(() -> new StateDisk.Partition(disk.text("partlabel").orElseThrow()));
  }

  private static SquashfsCompression compression(Fields rootfs) {
    Optional<Fields> fields = rootfs.fields("compression");
    if (fields.isEmpty()) {
      return Binder.word(Codec.class, rootfs.text("compression", "zstd")).standard();
    }
    SquashfsCompression standard =
        Binder.word(Codec.class, fields.get().text("codec").orElseThrow()).standard();
    return new SquashfsCompression(
        standard.codec(),
        fields.get().number("level", standard.level()),
        fields.get().text("block_size").map(RootfsBinder::bytes).orElse(standard.blockSize()));
  }

  /** The bytes that {@code 64K}, {@code 48M} or {@code 2G} says. */
  private static long limit(String size) {
    int shift = 10 * ("KMG".indexOf(size.charAt(size.length() - 1)) + 1);
    return Long.parseLong(size.substring(0, size.length() - 1)) << shift;
  }

  /** The bytes that {@code 128K} or {@code 1M} says. */
  private static int bytes(String size) {
    int number = Integer.parseInt(size.substring(0, size.length() - 1));
    return size.endsWith("M") ? number << 20 : number << 10;
  }
}
