package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
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
      checkUnchanged();
      Blob blob = sink.keep();
      return new Unpacked(walk.unit.build(blob), blob, List.of(), walk.placing.matched());
    }
  }

  /** The store keeps what was read under the digest of what was pinned. */
  private void checkUnchanged() throws IOException {
    if (!FolderListing.digest(spec.folder(), Digest::of).equals(digest)) {
      throw new IOException("`%s` changed while it was read; run again".formatted(spec.written()));
    }
  }

  private final class Walk {
    private final ContentWriter writer;
    private final Placing placing = new Placing(spec.selection());
    private final UnitDraft unit = new UnitDraft(spec.written(), epoch);
    private boolean hasErrors;

    Walk(ContentWriter writer) {
      this.writer = writer;
    }

    void folder(Path folder, String name) throws IOException {
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(children::add);
      }
      // The order in which a file system lists its files must not reach the blob.
      children.sort(Comparator.comparing(p -> new UnixPath("/" + fileName(p))));
      for (Path child : children) {
        add(child, name.isEmpty() ? fileName(child) : name + "/" + fileName(child));
      }
    }

    private void add(Path file, String name) throws IOException {
      if (name.indexOf('\ufffd') >= 0) {
        throw new IOException(
            "%s: the name is not UTF-8, or LC_ALL does not name a UTF-8 locale".formatted(file));
      }
      PosixFileAttributes found = stat(file);
      Optional<String> stripped = placing.strip(name);
      if (stripped.isPresent() && placing.takes(stripped.get())) {
        take(file, placing.place(stripped.get()), found);
      } else if (found.isDirectory() && stripped.isPresent() && !placing.excludes(stripped.get())) {
        unit.putSpare(placing.place(stripped.get()), directory());
      }
      if (found.isDirectory()) {
        folder(file, name);
      }
    }

    private void take(Path file, UnixPath at, PosixFileAttributes found) throws IOException {
      UnixPath path = ModuleNames.plain(at);
      if (found.isDirectory()) {
        unit.put(path, directory());
      } else if (found.isSymbolicLink()) {
        String target = UsrMerge.retarget(at, Files.readSymbolicLink(file).toString());
        unit.put(path, new Draft.Ready(new Node.Symlink(attributes(0777), target)));
      } else if (found.isRegularFile()) {
        unit.put(path, content(file, at, found));
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

    private Draft content(Path file, UnixPath at, PosixFileAttributes before) throws IOException {
      boolean executable = before.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
      Attributes attributes = attributes(executable ? 0755 : 0644);
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        Draft.File draft;
        if (ModuleNames.isCompressed(at)) {
          draft =
              writer.writeAll(attributes, Decompression.open(spec.written(), at.relative(), in));
        } else {
          draft = writer.writeAll(attributes, in);
          checkUnchanged(file, before, draft.map().size());
        }
        checkUnchanged(file, before, before.size());
        return draft;
      }
    }

    private void checkUnchanged(Path file, PosixFileAttributes before, long size)
        throws IOException {
      PosixFileAttributes after = stat(file);
      if (size != before.size()
          || after.size() != before.size()
          || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
        throw new IOException("%s changed while it was read: build again".formatted(file));
      }
    }

    private Draft directory() {
      return new Draft.Ready(new Node.Directory(attributes(0755)));
    }

    private Attributes attributes(int mode) {
      return Attributes.ofRoot(mode, epoch);
    }
  }

  private static PosixFileAttributes stat(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static String fileName(Path file) {
    return file.getFileName() == null ? "" : file.getFileName().toString();
  }
}
