package oscc.emit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.bundle.Artifact;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.bundle.BundleStamps;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.fstree.Unit;
import oscc.image.Image;
import oscc.manifest.Machine;
import oscc.manifest.Vm;
import oscc.store.FolderSwap;
import oscc.store.Store;

/** Writes bundles aside and swaps them in whole. */
public final class Emitter implements AutoCloseable {
  private final Store store;
  private final Settings settings;
  private final Path out;
  private final PackageObjects objects;

  /** An emitter of bundles below {@code out}. */
  public Emitter(Settings settings, Path out) {
    this.store = settings.store();
    this.settings = settings;
    this.out = out;
    this.objects = new PackageObjects(settings, out);
  }

  /**
   * What bundles are written with.
   *
   * @param outputVersion raised whenever equal input gives other bytes
   * @param workers how many threads compress; no byte depends on it
   * @param progress is told of what was done, and of what the store had and was damaged
   * @param osccVersion as {@code bundle.json} says it
   */
  public record Settings(
      Store store, int outputVersion, int workers, String osccVersion, Progress progress) {}

  /**
   * Takes the packages of a machine as soon as they are known: to compress them need not wait for
   * the rest of the image. What goes wrong with it is told by {@link #emit}.
   */
  public void expect(Machine machine, List<Unit> packages) throws IOException {
    objects.expect(machine, packages);
  }

  /** Makes {@code out/NAME} the bundle of an image. Until it is whole, what was there stays. */
  public BundleJson emit(Image image, Report report) throws IOException, Rejected {
    SharedFiles shared = SharedFiles.open(out, store);
    BundleJson bundle;
    try (FolderSwap swap = FolderSwap.open(out.resolve(image.spec().name().value()))) {
      ArtifactFiles files =
          new ArtifactFiles(swap.folder(), shared, store, settings.outputVersion());
      bundle = new BundleWriter(image, files, settings, report).write(objects);
      files.tell(settings.progress());
      swap.commit();
    }
    BundleStamps.remember(
        store, out.resolve(bundle.name()), artifacts(bundle), vmSettings(image.spec()));
    shared.prune();
    return bundle;
  }

  /** The bundle of a machine, if it is there, is this build, and nobody touched it. */
  public Optional<BundleJson> find(Machine machine, BuildId build) throws IOException {
    Path folder = out.resolve(machine.name().value());
    FolderSwap.recover(folder);
    if (!Files.isRegularFile(folder.resolve(Artifact.BUNDLE_JSON.fileName()))) {
      return Optional.empty();
    }
    try {
      BundleJson bundle = BundleJson.read(folder);
      boolean same =
          bundle.build().equals(build)
              && BundleStamps.untouched(store, folder, artifacts(bundle), vmSettings(machine));
      return same ? Optional.of(bundle) : Optional.empty();
    } catch (IOException e) {
      // A description that cannot be read is replaced by the build that follows.
      return Optional.empty();
    }
  }

  /** Drops what was expected and did not come. */
  @Override
  public void close() throws IOException {
    objects.close();
  }

  private static List<Artifact> artifacts(BundleJson bundle) {
    List<Artifact> artifacts = new ArrayList<>();
    bundle.files().forEach(f -> artifacts.add(f.artifact()));
    artifacts.add(Artifact.BUNDLE_JSON);
    artifacts.add(Artifact.SHA256SUMS);
    return artifacts;
  }

  /** How QEMU runs the machine is in the files and not in the build id. */
  private static String vmSettings(Machine machine) {
    Vm vm = machine.vm();
    StringBuilder text = new StringBuilder();
    text.append(vm.memory()).append(' ').append(vm.cpus()).append(' ').append(vm.disk());
    vm.forward().forEach(f -> text.append(' ').append(f.host()).append(':').append(f.guest()));
    return text.toString();
  }
}
