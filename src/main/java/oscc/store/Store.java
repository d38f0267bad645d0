package oscc.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The content-addressed store. {@code blobs} holds bytes under their digest; {@code derived} holds
 * what was computed, under the kind of computation and the digest of all that went into it. Entries
 * appear by atomic rename and never change, so any number of processes may share a store. Files of
 * the store are never hard-linked elsewhere: a link could be written to.
 */
public final class Store {
  /**
   * How exactly the store knows when an entry was last used: a use in the same day costs no write.
   */
  public static final Duration USE_ACCURACY = Duration.ofDays(1);

  /** Work that is not finished, and the lock for whoever looks at all of it. */
  static final String TMP = "tmp";

  static final String LOCKS = "locks";
  private static final List<String> FOLDERS =
      List.of(StoreEntry.BLOBS, StoreEntry.DERIVED, TMP, LOCKS, StoreEntry.STAMPS);
  private static final Digest OF_NOTHING = Digest.of(new byte[0]);
  private final Path root;
  private final Drafts.Draft drafts;
  private final InstantSource clock;

  /** How many files this process has begun, which gives each a name of its own. */
  private final AtomicLong made = new AtomicLong();

  private Store(Path root, Drafts.Draft drafts, InstantSource clock) {
    this.root = root;
    this.drafts = drafts;
    this.clock = clock;
  }

  /**
   * Opens the store in {@code root}, which is made if it is not there. What processes that have
   * ended left half-written is removed.
   */
  public static Store open(Path root) throws IOException {
    return open(root, InstantSource.system());
  }

  static Store open(Path root, InstantSource clock) throws IOException {
    Path folder = root.toAbsolutePath().normalize();
    WritableFolder.check(folder);
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    for (String name : FOLDERS) {
      Files.createDirectories(real.resolve(name));
    }
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
    try (FileLocks.Held _ = FileLocks.in(real.resolve(LOCKS)).lock(TMP)) {
      return new Store(real, Drafts.takeOver(real.resolve(TMP), ""), clock);
    }
  }

  /** A blob that was here; whether it still is shows when it is opened. */
  public Blob blob(Digest digest, long size) {
    return new Blob(blobFile(digest), digest, size);
  }

  /** The blob with this digest. */
  public Optional<Blob> find(Digest digest) throws IOException {
    Path file = blobFile(digest);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    long size = Files.size(file);
    // Blobs are not forced to the disk: what a power failure leaves of a young one is empty.
    if (size == 0 && !digest.equals(OF_NOTHING)) {
      Files.deleteIfExists(file);
      return Optional.empty();
    }
    markUsed(file);
    return Optional.of(new Blob(file, digest, size));
  }

  /** The blob with this digest and size; one of another size is damaged, and is removed. */
  public Optional<Blob> find(Digest digest, long size) throws IOException {
    Optional<Blob> found = find(digest);
    if (found.isPresent() && found.get().size() != size) {
      Files.deleteIfExists(found.get().file());
      return Optional.empty();
    }
    return found;
  }

  /**
   * Hashes a blob again, for when its bytes turn out to be unusable. A damaged one is removed, so
   * that it is fetched or made again.
   *
   * @return whether it is sound
   * @throws IOException if it is a file of the user that has changed, which nothing makes again
   */
  public boolean verify(Blob blob) throws IOException {
    if (Files.isRegularFile(blob.file()) && Digest.of(blob.file()).equals(blob.digest())) {
      return true;
    }
    Path ours = blobFile(blob.digest());
    if (!blob.file().equals(ours)) {
      throw new IOException("%s changed while it was read; run again".formatted(blob.file()));
    }
    Files.deleteIfExists(ours);
    return false;
  }

  /** Keeps all that is left in a stream. */
  public Blob keep(InputStream in) throws IOException {
    try (BlobSink sink = newBlob()) {
      in.transferTo(sink);
      return sink.keep();
    }
  }

  /** Starts a blob that is written piece by piece. */
  public BlobSink newBlob() throws IOException {
    return BlobSink.open(this);
  }

  /** What was computed before from these inputs. */
  public Optional<Path> findDerived(String kind, Digest inputs) {
    Path file = derivedFile(kind, inputs);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    markUsed(file);
    return Optional.of(file);
  }

  /**
   * As {@link #findDerived}, for an entry that stands for others of which a build with it asks
   * nothing: it is used for a day and then made anew, which says of those that they are in use.
   */
  public Optional<Path> findYoung(String kind, Digest inputs) throws IOException {
    Path file = derivedFile(kind, inputs);
    try {
      Instant made = Files.getLastModifiedTime(file).toInstant();
      return made.plus(USE_ACCURACY).isBefore(clock.instant())
          ? Optional.empty()
          : Optional.of(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The time of modification says when an entry was last used; its bytes never change. */
  private void markUsed(Path file) {
    Instant now = clock.instant();
    try {
      Instant known = Files.getLastModifiedTime(file).toInstant();
      if (known.plus(USE_ACCURACY).isBefore(now)) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // Somebody else's file, or a disk that is read only: it is used all the same.
    }
  }

  /** All that the store keeps, to look at and to clean up. */
  public StoreContents contents() {
    return new StoreContents(root, clock);
  }

  /** Computes an entry, unless it is there already. */
  public Path derive(String kind, Digest inputs, FileBody body) throws IOException {
    Path file = derivedFile(kind, inputs);
    return Files.isRegularFile(file) ? file : replaceDerived(kind, inputs, body);
  }

  /** Computes an entry and puts it in the place of the one that is there. */
  public Path replaceDerived(String kind, Digest inputs, FileBody body) throws IOException {
    Path file = derivedFile(kind, inputs);
    Path draft = newTemporary();
    try {
      body.write(draft);
      AtomicFiles.move(draft, file);
    } catch (IOException e) {
      throw FullDisk.explain(e, root);
    } finally {
      Files.deleteIfExists(draft);
    }
    return file;
  }

  /**
   * Starts an entry that is written piece by piece, so that several may be under way in one thread.
   */
  public DerivedDraft newDerived(String kind, Digest inputs) throws IOException {
    return new DerivedDraft(newTemporary(), derivedFile(kind, inputs));
  }

  /** Removes an entry that turned out to be damaged, so that it is computed again. */
  public void dropDerived(String kind, Digest inputs) throws IOException {
    Files.deleteIfExists(derivedFile(kind, inputs));
  }

  /** A folder of the store for what one package keeps between runs, such as apt's lists. */
  public Path stateFolder(String name) throws IOException {
    return Files.createDirectories(root.resolve("state").resolve(name));
  }

  /** The store's named locks. */
  public FileLocks locks() throws IOException {
    return FileLocks.in(root.resolve(LOCKS));
  }

  /**
   * The remembered digests of the host files that belong together under {@code scope}, such as
   * those of one manifest's folder.
   */
  public FileStamps stamps(Path scope, InstantSource clock) throws IOException {
    Digest name =
        Digest.of(scope.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
    return FileStamps.open(root.resolve(StoreEntry.STAMPS).resolve(name.hex()), clock);
  }

  /** A new, empty file in the store's file system. Who asks for it removes or moves it. */
  Path newTemporary() throws IOException {
    try {
      return Files.createFile(drafts.folder().resolve("draft-" + made.getAndIncrement()));
    } catch (IOException e) {
      throw FullDisk.explain(e, root);
    }
  }

  Path blobFile(Digest digest) {
    String hex = digest.hex();
    return root.resolve(StoreEntry.BLOBS).resolve(hex.substring(0, 2)).resolve(hex);
  }

  private Path derivedFile(String kind, Digest inputs) {
    String hex = inputs.hex();
    return root.resolve(StoreEntry.DERIVED).resolve(kind).resolve(hex.substring(0, 2)).resolve(hex);
  }
}
