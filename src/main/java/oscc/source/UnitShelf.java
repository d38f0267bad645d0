package oscc.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Digest;
import oscc.store.Store;

/** Makes units, or takes them from the store when they were made before. */
final class UnitShelf {
  static final String KIND = "unit";

  private final KnownUnits known;
  private final Store store;
  private final Progress progress;

  UnitShelf(KnownUnits known, Progress progress) {
    this.known = known;
    this.store = known.store();
    this.progress = progress;
  }

  /** The unit of a package, unpacked at most once. */
  UnitRecord unit(UnitSource source) throws IOException, Rejected {
    Optional<UnitRecord> before = find(source);
    return before.isPresent() ? before.get() : make(source);
  }

  /** The unit of a package that was unpacked before. */
  Optional<UnitRecord> find(UnitSource source) throws IOException {
    Digest inputs = source.inputs();
    Optional<UnitRecord> before = known.find(inputs);
    if (before.isPresent()) {
      return before;
    }
    Optional<UnitRecord> stored = stored(source, inputs);
    stored.ifPresent(unit -> known.remember(inputs, unit));
    return stored;
  }

  private Optional<UnitRecord> stored(UnitSource source, Digest inputs) throws IOException {
    Optional<Path> made = store.findDerived(KIND, inputs);
    if (made.isPresent()) {
      Optional<UnitRecord> read = UnitFile.read(made.get(), store);
      if (read.isPresent()) {
        progress.on(new Progress.Event.Count("packages looked up", 1));
        return read;
      }
      progress.on(
          new Progress.Event.Warning(
              "the store's copy of %s is damaged: it is unpacked again".formatted(source.name())));
      store.dropDerived(KIND, inputs);
    }
    return Optional.empty();
  }

  private UnitRecord make(UnitSource source) throws IOException, Rejected {
    progress.on(new Progress.Event.Work("unpack", source.name()));
    Optional<Blob> archive = source.archive();
    if (archive.isPresent() && !store.verify(archive.get())) {
      throw new DamagedBlob(archive.get());
    }
    progress.on(new Progress.Event.Count("packages unpacked", 1));
    UnitRecord unit = survey(source, source.unpack());
    Digest inputs = source.inputs();
    store.derive(KIND, inputs, file -> UnitFile.write(unit, file));
    known.remember(inputs, unit);
    return unit;
  }

  private UnitRecord survey(UnitSource source, Unpacked unpacked) throws IOException {
    FileTree tree = unpacked.tree();
    Survey survey = Surveyor.survey(source.name(), tree, unpacked.contents(), unpacked.notes());
    return new UnitRecord(
        UnitListing.digest(tree), unpacked.contents(), tree, survey, unpacked.matched());
  }
}
