package oscc.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;
import oscc.store.WordFile;
import oscc.store.Words;

/** The file in which the store keeps a unit's tree and survey. */
final class UnitFile {
  /** Raised whenever the layout changes or equal packages would become other trees. */
  static final int VERSION = 1;

  private static final WordFile KIND = new WordFile("oscc unit", VERSION);

  private UnitFile() {}

  static void write(UnitRecord unit, Path file) throws IOException {
    Words.Writer out = new Words.Writer();
    out.digest(unit.id());
    out.digest(unit.contents().digest());
    out.number(unit.contents().size());
    out.texts(unit.matched().stream().sorted().toList());
    UnitTree.write(unit.tree(), out);
    UnitSurvey.write(unit.survey(), out);
    KIND.write(out, file);
  }

  /** The unit in a file; empty if the file is damaged or foreign, or its contents are gone. */
  static Optional<UnitRecord> read(Path file, Store store) throws IOException {
    Optional<Words.Reader> words = KIND.read(file);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Words.Reader in = words.get();
    Digest id = in.digest();
    Digest contents = in.digest();
    long size = in.number();
    Optional<Blob> blob = store.find(contents).filter(b -> b.size() == size);
    if (blob.isEmpty()) {
      return Optional.empty();
    }
    List<String> matched = in.texts();
    FileTree tree = UnitTree.read(in, blob.get());
    Survey survey = UnitSurvey.read(in);
    return Optional.of(new UnitRecord(id, blob.get(), tree, survey, Set.copyOf(matched)));
  }

  /** Whether this is all of a unit's file, as it was written. */
  static boolean isWhole(Path file) throws IOException {
    return KIND.isWhole(file);
  }
}
