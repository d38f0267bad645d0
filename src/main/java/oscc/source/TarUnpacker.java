package oscc.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.store.Blob;
import oscc.store.BlobSink;
import oscc.store.Store;

/** Unpacks a tar stream into a tree, with all contents in one blob of the store. */
final class TarUnpacker {
  private final Store store;
  private final PackageSpec.Selection selection;
  private final long epoch;

  TarUnpacker(Store store, PackageSpec.Selection selection, long epoch) {
    this.store = store;
    this.selection = selection;
    this.epoch = epoch;
  }

  /** Opens the archive from its start; it may be asked a second time. */
  @FunctionalInterface
  interface Opener {
    ArchiveInput open() throws IOException;
  }

  /** The tree, and which of the selection's globs matched. */
  record Result(FileTree tree, Blob contents, Set<String> matched) {}

  /**
   * Unpacks the archive. If something that is taken is a hard link to something that is not, the
   * archive is read once more, with the bytes of the latter.
   */
  Result unpack(String archive, Opener opener) throws IOException {
    Pass first = read(archive, opener, Set.of());
    Pass last = first.missing.isEmpty() ? first : read(archive, opener, first.missing);
    Blob blob = last.blob.orElseThrow();
    return new Result(last.unit.build(blob), blob, last.placing.matched());
  }

  private Pass read(String archive, Opener opener, Set<String> wantedByLinks) throws IOException {
    try (ArchiveInput in = opener.open();
        BlobSink sink = store.newBlob()) {
      Pass pass = new Pass(archive, wantedByLinks, in, sink);
      pass.readAll();
      if (pass.missing.isEmpty()) {
        pass.blob = Optional.of(sink.keep());
      }
      return pass;
    }
  }

  /** One reading of the archive from its start to its end. */
  private final class Pass {
    private final String archive;
    private final Set<String> wantedByLinks;
    private final ArchiveInput in;
    private final TarReader reader;
    private final ContentWriter writer;
    private final Placing placing = new Placing(selection);
    private final UnitDraft unit;
    private final Map<String, Draft> hidden = new HashMap<>();

    /** Names that were left out but that hard links lead to. */
    private final Set<String> missing = new HashSet<>();

    private Optional<Blob> blob = Optional.empty();

    Pass(String archive, Set<String> wantedByLinks, ArchiveInput in, BlobSink sink) {
      this.archive = archive;
      this.wantedByLinks = Set.copyOf(wantedByLinks);
      this.in = in;
      this.reader = new TarReader(in);
      this.writer = new ContentWriter(sink);
      this.unit = new UnitDraft(archive, epoch);
    }

    void readAll() throws IOException {
      for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        add(entry.get());
      }
    }

    private void add(TarEntry entry) throws IOException {
      String name = EntryName.normal(entry.name(), in);
      if (name.isEmpty()) {
        return;
      }
      Optional<String> stripped = placing.strip(name);
      boolean taken = stripped.isPresent() && placing.takes(stripped.get());
      if (taken) {
        take(entry, placing.place(stripped.get()));
      } else if (wantedByLinks.contains(name) && entry.type() == TarEntry.Type.FILE) {
        hidden.put(name, writer.write(entry.attributes(), entry.map(), reader.data()));
      } else if (stripped.isPresent()
          && entry.type() == TarEntry.Type.DIRECTORY
          && !placing.excludes(stripped.get())) {
        unit.putSpare(placing.place(stripped.get()), folder(entry));
      }
    }

    private void take(TarEntry entry, UnixPath at) throws IOException {
      UnixPath path = ModuleNames.plain(at);
      switch (entry.type()) {
        case FILE -> unit.put(path, file(entry, at));
        case HARD_LINK -> link(entry, path);
        case SYMLINK -> unit.put(path, symlink(entry, at));
        case CHARACTER_DEVICE -> unit.put(path, device(entry, Node.DeviceNode.Kind.CHARACTER));
        case BLOCK_DEVICE -> unit.put(path, device(entry, Node.DeviceNode.Kind.BLOCK));
        case DIRECTORY -> unit.put(path, folder(entry));
        case FIFO -> unit.put(path, new Draft.Ready(new Node.Fifo(entry.attributes())));
      }
    }

    private Draft file(TarEntry entry, UnixPath at) throws IOException {
      boolean isWhole = entry.map().equals(SparseMap.whole(entry.map().size()));
      if (ModuleNames.isCompressed(at) && isWhole) {
        // Closed for what it holds outside of the heap; the archive stays open.
        try (ArchiveInput module = Decompression.open(archive, entry.name(), reader.data())) {
          return writer.writeAll(entry.attributes(), module);
        }
      }
      return writer.write(entry.attributes(), entry.map(), reader.data());
    }

    private void link(TarEntry entry, UnixPath path) throws IOException {
      if (entry.linkName().startsWith("/")) {
        throw in.bad(
            "it is a hard link to `%s`, outside of the archive".formatted(entry.linkName()),
            "make the archive with relative names");
      }
      String target = EntryName.normal(entry.linkName(), in);
      Optional<String> stripped = placing.strip(target);
      if (stripped.isPresent() && placing.takes(stripped.get())) {
        UnixPath there = ModuleNames.plain(placing.place(stripped.get()));
        if (!unit.link(path, there)) {
          throw absent(target);
        }
      } else if (hidden.containsKey(target)) {
        unit.putShared(path, hidden.get(target));
      } else if (wantedByLinks.isEmpty()) {
        missing.add(target);
      } else {
        throw absent(target);
      }
    }

    private BadArchive absent(String target) {
      return in.bad(
          "it is a hard link to `%s`, which is no file before it".formatted(target),
          "make the archive again");
    }

    private Draft symlink(TarEntry entry, UnixPath at) throws BadArchive {
      String target = entry.linkName();
      if (target.isEmpty() || target.indexOf('\0') >= 0) {
        throw in.bad("it is a link to nothing", "make the archive again");
      }
      String plain = ModuleNames.isModule(at) ? ModuleNames.plain(target) : target;
      return new Draft.Ready(new Node.Symlink(entry.attributes(), UsrMerge.retarget(at, plain)));
    }

    private Draft device(TarEntry entry, Node.DeviceNode.Kind kind) throws BadArchive {
      try {
        return new Draft.Ready(
            new Node.DeviceNode(
                entry.attributes(),
                kind,
                Math.toIntExact(entry.major()),
                Math.toIntExact(entry.minor())));
      } catch (ArithmeticException | IllegalArgumentException e) {
        BadArchive bad =
            in.bad(
                "its device number is %d:%d".formatted(entry.major(), entry.minor()),
                "Linux has 12 bits for the first and 20 for the second");
        bad.initCause(e);
        throw bad;
      }
    }

    private Draft folder(TarEntry entry) {
      return new Draft.Ready(new Node.Directory(entry.attributes()));
    }
  }
}
