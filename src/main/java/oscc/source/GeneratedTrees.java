package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.store.Blob;
import oscc.store.BlobSink;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * Trees that oscc makes of others at some cost. The store keeps them as it keeps units, so that the
 * next command reads them like any package.
 */
public final class GeneratedTrees {
  private final KnownUnits known;
  private final Store store;

  public GeneratedTrees(KnownUnits known) {
    this.known = known;
    this.store = known.store();
  }

  /** Makes a tree. */
  @FunctionalInterface
  public interface Making {
    FileTree make() throws IOException;
  }

  /**
   * A tree.
   *
   * @param inputs all that it is a function of, and the version of what makes it
   */
  public FileTree tree(Digest inputs, Making making) throws IOException {
    Optional<UnitRecord> there = known.find(inputs);
    if (there.isEmpty()) {
      there = stored(inputs);
    }
    if (there.isPresent()) {
      known.remember(inputs, there.get());
      return there.get().tree();
    }
    UnitRecord made = keep(making.make());
    store.dropDerived(UnitShelf.KIND, inputs);
    store.derive(UnitShelf.KIND, inputs, file -> UnitFile.write(made, file));
    known.remember(inputs, made);
    return made.tree();
  }

  private Optional<UnitRecord> stored(Digest inputs) throws IOException {
    Optional<Path> file = store.findDerived(UnitShelf.KIND, inputs);
    return file.isPresent() ? UnitFile.read(file.get(), store) : Optional.empty();
  }

  /** The same tree with its contents in the store. */
  private UnitRecord keep(FileTree tree) throws IOException {
    List<Long> starts = new ArrayList<>();
    Blob blob;
    try (BlobSink sink = store.newBlob()) {
      for (FileTree.Entry entry : tree) {
        starts.add(sink.size());
        if (entry.node() instanceof Node.RegularFile file) {
          try (InputStream in = file.content().openSound()) {
            in.transferTo(sink);
          }
        }
      }
      blob = sink.keep();
    }
    List<FileTree.Entry> entries = new ArrayList<>();
    for (FileTree.Entry entry : tree) {
      entries.add(kept(entry, blob, starts.get(entries.size())));
    }
    FileTree kept = FileTree.ofSorted(entries);
    return new UnitRecord(UnitListing.digest(kept), blob, kept, Survey.EMPTY, Set.of());
  }

  private static FileTree.Entry kept(FileTree.Entry entry, Blob blob, long from) {
    if (!(entry.node() instanceof Node.RegularFile file)) {
      return entry;
    }
    long size = file.content().size();
    List<Content.Extent> all = size == 0 ? List.of() : List.of(new Content.Extent(0, from, size));
    Content content = new Content.Slice(blob, file.content().digest(), size, all);
    return new FileTree.Entry(entry.path(), new Node.RegularFile(file.attributes(), content));
  }
}
