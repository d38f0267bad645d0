package oscc.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.bundle.Artifact;
import oscc.bundle.BundleFile;
import oscc.diag.Progress;
import oscc.store.Digest;
import oscc.store.FullDisk;
import oscc.store.Store;

/** Writes the files of one bundle into a folder, or shares them with other bundles. */
final class ArtifactFiles {
  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path folder;
  private final SharedFiles shared;
  private final KnownArtifacts known;
  private final int outputVersion;
  private final List<BundleFile> written = new ArrayList<>();
  private int filesMade;
  private long bytesMade;

  ArtifactFiles(Path folder, SharedFiles shared, Store store, int outputVersion) {
    this.folder = folder;
    this.shared = shared;
    this.known = new KnownArtifacts(store);
    this.outputVersion = outputVersion;
  }

  /** Writes the bytes of an artifact. */
  @FunctionalInterface
  interface Body {
    /** Writes to a channel on an empty file. */
    void write(FileChannel channel) throws IOException;
  }

  /** All files so far. */
  List<BundleFile> written() {
    return List.copyOf(written);
  }

  /** Says how much of the bundle was written and how much shared. */
  void tell(Progress progress) {
    progress.on(new Progress.Event.Count("files written", filesMade));
    progress.on(new Progress.Event.Count("files shared", written.size() - filesMade));
    progress.on(new Progress.Event.Count("bytes written", bytesMade));
  }

  /**
   * An artifact that other bundles may have too. What it will look like is known by the digest of
   * all that it is made from and the version of what makes it, so that it need not be made to find
   * that it is there.
   */
  BundleFile shared(Artifact artifact, Digest inputs, Body body) throws IOException {
    Path file = file(artifact);
    String all = outputVersion + " " + artifact.fileName() + " " + inputs;
    Digest key = Digest.of(all.getBytes(UTF_8));
    Optional<BundleFile> before = known.find(artifact, key);
    if (before.isPresent() && shared.take(before.get().digest(), before.get().size(), file)) {
      return add(before.get());
    }
    BundleFile made = write(artifact, body, "r--r--r--");
    known.keep(key, made);
    shared.offer(file, made.digest());
    return add(made);
  }

  /** An artifact of this bundle alone, with permissions as chmod(1) shows them. */
  BundleFile own(Artifact artifact, String permissions, Body body) throws IOException {
    return add(write(artifact, body, permissions));
  }

  /** The same of bytes that are there, which need not be read again to be hashed. */
  BundleFile own(Artifact artifact, String permissions, byte[] bytes, Sync sync)
      throws IOException {
    create(
        artifact,
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          if (sync == Sync.NOW) {
            channel.force(true);
          }
        },
        permissions);
    return add(new BundleFile(artifact, Digest.of(bytes), bytes.length));
  }

  /** Whether a file is on the disk before what follows. */
  enum Sync {
    NOW,
    LATER
  }

  private BundleFile write(Artifact artifact, Body body, String permissions) throws IOException {
    Path file = create(artifact, body, permissions);
    return new BundleFile(artifact, Digest.of(file), Files.size(file));
  }

  private Path create(Artifact artifact, Body body, String permissions) throws IOException {
    Path file = file(artifact);
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString(permissions);
    // From the start, since what is secret must not be readable while it is written.
    try (FileChannel channel =
        FileChannel.open(file, NEW_FILE, PosixFilePermissions.asFileAttribute(mode))) {
      body.write(channel);
      filesMade++;
      bytesMade += channel.size();
    } catch (IOException e) {
      throw FullDisk.explain(e, file);
    }
    // And once more, since the umask takes from the first.
    Files.setPosixFilePermissions(file, mode);
    return file;
  }

  private BundleFile add(BundleFile file) {
    written.add(file);
    return file;
  }

  private Path file(Artifact artifact) {
    return folder.resolve(artifact.fileName());
  }
}
