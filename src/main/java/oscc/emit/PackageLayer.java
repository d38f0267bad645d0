package oscc.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import oscc.archive.squashfs.ObjectCompiler;
import oscc.archive.squashfs.ObjectGroups;
import oscc.archive.squashfs.ObjectSource;
import oscc.archive.squashfs.SquashfsLinker;
import oscc.archive.squashfs.SquashfsOptions;
import oscc.codec.Codec;
import oscc.diag.Progress;
import oscc.image.Root;
import oscc.manifest.RootfsSpec.SquashfsCompression;
import oscc.store.Digest;

/** {@code rootfs.squashfs}: each unit compiled once, and linked. */
final class PackageLayer {
  private final Root.Squashfs root;
  private final SquashfsOptions options;
  private final long mtime;

  PackageLayer(Root.Squashfs root, SquashfsOptions options, long mtime) {
    this.root = root;
    this.options = options;
    this.mtime = mtime;
  }

  static SquashfsOptions options(SquashfsCompression compression, int workers) {
    return new SquashfsOptions(
        codec(compression), compression.level(), compression.blockSize(), workers);
  }

  static Codec codec(SquashfsCompression compression) {
    return switch (compression.codec()) {
      case ZSTD -> Codec.ZSTD;
      case XZ -> Codec.XZ;
      case GZIP -> Codec.GZIP;
    };
  }

  /** The digest of all that the image's bytes depend on. */
  Digest inputs() {
    String parameters =
        "squashfs %s %s %s %s "
            .formatted(options.codec().version(), options.level(), options.blockSize(), mtime);
    StringBuilder units = new StringBuilder(parameters).append(root.tree().digest());
    root.units().ids().forEach(id -> units.append(' ').append(id));
    return Digest.of(units.toString().getBytes(UTF_8));
  }

  void write(PackageObjects objects, Progress progress, FileChannel channel) throws IOException {
    List<ObjectSource> sources = ObjectGroups.group(root.units().units());
    ObjectCompiler.Compiled compiled = objects.compile(sources, options);
    tell(compiled.figures(), progress);
    SquashfsLinker.Figures linked =
        SquashfsLinker.write(root.tree(), compiled.objects(), mtime, options, channel);
    progress.on(new Progress.Event.Count("bytes of packages copied", linked.bytesCopied()));
  }

  private static void tell(ObjectCompiler.Figures figures, Progress progress) {
    progress.on(new Progress.Event.Count("objects made", figures.objectsMade()));
    progress.on(new Progress.Event.Count("objects reused", figures.objectsReused()));
    progress.on(new Progress.Event.Count("files of packages opened", figures.filesOpened()));
    progress.on(new Progress.Event.Count("bytes of packages compressed", figures.bytesRead()));
    int damaged = figures.objectsDamaged();
    if (damaged > 0) {
      String made = damaged + " compressed packages in the store were damaged, and were made again";
      progress.on(new Progress.Event.Warning(made));
    }
  }
}
