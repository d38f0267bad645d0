package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.resolve.FolderListing;
import oscc.store.Blob;
import oscc.store.BlobSink;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * A folder on the host, as a version control system would keep it: all belongs to root, of the mode
 * only the owner's executable bit counts, times are the epoch.
 *
 * @param digest of the folder's listing and contents
 */
record DirSource(Store store, PackageSpec.Dir spec, Digest digest, long epoch, Report report)
    implements UnitSource {
  @Override
  public String name() {
    return spec.written();
  }

  @Override
  public Digest inputs() {
    return UnitKey.of("dir", digest, spec.selection(), epoch);
  }

  @Override
  public Optional<Blob> archive() {
    return Optional.empty();
  }

  @Override
  public Unpacked unpack() throws IOException, Rejected {
    try (BlobSink sink = store.newBlob()) {
      Walk walk = new Walk(new ContentWriter(sink));
      walk.folder(spec.folder(), "");
      if (walk.hasErrors) {
        throw new Rejected();
      }
      // The store keeps what was read under the digest of what was pinned.
      if (!walk.listing.digest().equals(digest)) {
        throw new IOException(
            "`%s` changed while it was read; run again".formatted(spec.written()));
      }
      Blob blob = sink.keep();
      return new Unpacked(walk.unit.build(blob), blob, List.of(), walk.placing.matched());
    }
  }

  private final class Walk {
    private final ContentWriter writer;
    private final Placing placing = new Placing(spec.selection());
    private final UnitDraft unit = new UnitDraft(spec.written(), epoch);
    private final FolderListing listing = new FolderListing();
    private final Attributes plain = Attributes.ofRoot(0644, epoch);
    private final Attributes executable = Attributes.ofRoot(0755, epoch);
    private boolean hasErrors;

    Walk(ContentWriter writer) {
      this.writer = writer;
    }

    void folder(Path folder, String name) throws IOException {
      for (Path child : FolderListing.entries(folder)) {
        add(child, name.isEmpty() ? fileName(child) : name + "/" + fileName(child));
      }
    }

    private void add(Path file, String name) throws IOException {
      if (name.indexOf('\ufffd') >= 0) {
        throw new IOException(
            "%s: the name is not UTF-8, or LC_ALL does not name a UTF-8 locale".formatted(file));
      }
      PosixFileAttributes found =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      UnixPath listed = UnixPath.ROOT.child(name);
      Optional<UnixPath> place = placing.strip(name).filter(placing::takes).map(placing::place);
      if (found.isRegularFile()) {
        listing.add(
            listed, found, place.isPresent() ? content(file, place.get(), found) : Digest.of(file));
        return;
      }
      listing.add(listed, found, file);
      if (place.isPresent()) {
        take(file, place.get(), found);
      } else if (found.isDirectory()) {
        spare(name);
      }
      if (found.isDirectory()) {
        folder(file, name);
      }
    }

    private void spare(String name) {
      placing
          .strip(name)
          .filter(stripped -> !placing.excludes(stripped))
          .ifPresent(stripped -> unit.putSpare(placing.place(stripped), directory()));
    }

    private void take(Path file, UnixPath at, PosixFileAttributes found) throws IOException {
      UnixPath path = ModuleNames.plain(at);
      if (found.isDirectory()) {
        unit.put(path, directory());
      } else if (found.isSymbolicLink()) {
        String target = UsrMerge.retarget(at, Files.readSymbolicLink(file).toString());
        unit.put(path, new Draft.Ready(new Node.Symlink(Attributes.ofRoot(0777, epoch), target)));
      } else {
        hasErrors = true;
        report
            .error(
                Code.OS0404,
                spec.span(),
                "`%s` is neither a file nor a folder nor a link".formatted(file))
            .help("remove it, leave it out with `exclude`, or pack the folder as a tar");
      }
    }

    /** Takes a file, and says what the digest of its bytes is. */
    private Digest content(Path file, UnixPath at, PosixFileAttributes found) throws IOException {
      boolean runs = found.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
      Attributes attributes = runs ? executable : plain;
      UnixPath path = ModuleNames.plain(at);
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        if (!ModuleNames.isCompressed(at)) {
          Draft.File draft = writer.writeAll(attributes, in);
          unit.put(path, draft);
          return draft.digest();
        }
        try (ArchiveInput module = Decompression.open(spec.written(), at.relative(), in)) {
          unit.put(path, writer.writeAll(attributes, module));
        }
        // What is pinned is the file as it lies there, of which a codec need not ask for all.
        return Digest.of(file);
      }
    }

    private Draft directory() {
      return new Draft.Ready(new Node.Directory(executable));
    }
  }

  private static String fileName(Path file) {
    return file.getFileName() == null ? "" : file.getFileName().toString();
  }
}
