package oscc.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.archive.squashfs.ObjectCompiler;
import oscc.archive.squashfs.ObjectSource;
import oscc.archive.squashfs.SquashfsOptions;
import oscc.bundle.Artifact;
import oscc.bundle.BundleFile;
import oscc.diag.Progress;
import oscc.fstree.Unit;
import oscc.manifest.Machine;
import oscc.manifest.RootfsSpec.Filesystem;
import oscc.store.Digest;

/**
 * The packages of one machine, compressed. That begins when they are known, while the stages before
 * this one still decide what else is in the image; but not if the layer that became of them before
 * is in {@code out/}, since then nothing of it may be needed.
 */
final class PackageObjects implements AutoCloseable {
  private final Emitter.Settings settings;
  private final KnownArtifacts known;
  private final Path out;
  private Optional<ObjectCompiler> begun = Optional.empty();
  private Optional<Digest> expected = Optional.empty();

  PackageObjects(Emitter.Settings settings, Path out) {
    this.settings = settings;
    this.known = new KnownArtifacts(settings.store());
    this.out = out;
  }

  /** Takes the packages of a machine, in their order; more may follow. */
  void expect(Machine machine, List<Unit> packages) throws IOException {
    close();
    // With one thread there is none to spare.
    if (machine.rootfs().filesystem() != Filesystem.SQUASHFS || settings.workers() == 1) {
      return;
    }
    SquashfsOptions options =
        PackageLayer.options(machine.rootfs().compression(), settings.workers());
    Digest key = key(options, packages);
    expected = Optional.of(key);
    Optional<BundleFile> before = known.find(Artifact.ROOTFS, key);
    if (before.isEmpty() || !SharedFiles.isThere(out, before.get().digest())) {
      ObjectCompiler compiler = ObjectCompiler.open(options, settings.store());
      begun = Optional.of(compiler);
      settings.progress().on(new Progress.Event.Count("layers begun ahead", 1));
      compiler.begin(packages);
    }
  }

  private static Digest key(SquashfsOptions options, List<Unit> packages) {
    StringBuilder all = new StringBuilder("packages of a layer ");
    all.append(options.codec().version()).append(' ').append(options.level());
    all.append(' ').append(options.blockSize());
    packages.forEach(unit -> all.append(' ').append(unit.id()));
    return Digest.of(all.toString().getBytes(UTF_8));
  }

  ObjectCompiler.Compiled compile(List<ObjectSource> sources, SquashfsOptions options)
      throws IOException {
    if (begun.isPresent()) {
      return begun.get().compile(sources);
    }
    return ObjectCompiler.compile(sources, options, settings.store());
  }

  /** Remembers what became of the packages that were expected. */
  void became(BundleFile layer) throws IOException {
    if (expected.isPresent()) {
      known.keep(expected.get(), layer);
    }
  }

  /** Drops what was begun and not asked for. */
  @Override
  public void close() throws IOException {
    expected = Optional.empty();
    if (begun.isPresent()) {
      begun.get().close();
      begun = Optional.empty();
    }
  }
}
