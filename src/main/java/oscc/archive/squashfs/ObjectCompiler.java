package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Unit;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * Compiles contents to objects, which the store keeps. An object is a function of its contents and
 * of the parameters: neither the paths nor the number of workers have a part in it, nor whether it
 * was begun before anybody asked for it.
 */
public final class ObjectCompiler implements AutoCloseable {
  /** Under which kind the store keeps objects. */
  public static final String KIND = "squashfs-object";

  private final SquashfsOptions options;
  private final Store store;
  private final BlockPipeline pipeline;
  private final List<ObjectWriter> open = new ArrayList<>();
  private final Set<Digest> begun = new HashSet<>();
  private final Map<Digest, SquashfsObject> done = new HashMap<>();
  private final AheadThread ahead = new AheadThread();
  private int objectsMade;
  private int objectsDamaged;
  private int filesOpened;
  private long bytesRead;
  private long bytesStored;

  /**
   * What compiling did.
   *
   * @param objectsMade objects that the store did not have
   * @param objectsReused objects that it had
   * @param objectsDamaged objects that it had, but not whole, so that they were made again
   * @param filesOpened contents that were read
   * @param bytesRead bytes that were compressed
   * @param bytesStored bytes that they became
   */
  public record Figures(
      int objectsMade,
      int objectsReused,
      int objectsDamaged,
      int filesOpened,
      long bytesRead,
      long bytesStored) {}

  /** The objects, in the order of what they were compiled from. */
  public record Compiled(List<SquashfsObject> objects, Figures figures) {
    public Compiled {
      objects = List.copyOf(objects);
    }
  }

  private ObjectCompiler(SquashfsOptions options, Store store, BlockPipeline pipeline) {
    this.options = options;
    this.store = store;
    this.pipeline = pipeline;
  }

  /** A compiler that has nothing to do yet. */
  public static ObjectCompiler open(SquashfsOptions options, Store store) {
    return new ObjectCompiler(options, store, BlockPipeline.start(options));
  }

  /** Whether a file of the store is a whole object. */
  public static boolean isWhole(Path file) throws IOException {
    try {
      return SquashfsObject.open(file).file().equals(file);
    } catch (SquashfsObject.Damaged e) {
      return false;
    }
  }

  /** Compiles one tree. */
  public static SquashfsObject compile(FileTree tree, SquashfsOptions options, Store store)
      throws IOException {
    return compile(List.of(ObjectSource.of(tree)), options, store).objects().getFirst();
  }

  /** Compiles what the store does not have yet. */
  public static Compiled compile(List<ObjectSource> sources, SquashfsOptions options, Store store)
      throws IOException {
    try (ObjectCompiler compiler = open(options, store)) {
      return compiler.compile(sources);
    }
  }

  /**
   * Begins with units of which is known that they come first, in a thread of its own. What goes
   * wrong there is told by {@link #compile}.
   */
  public void begin(List<Unit> first) {
    ahead.start(() -> compileEach(ObjectGroups.settled(first)));
  }

  /** Compiles what neither the store has yet nor was begun. */
  public Compiled compile(List<ObjectSource> sources) throws IOException {
    ahead.await();
    List<Digest> keys = compileEach(sources);
    pipeline.finish();
    Figures figures =
        new Figures(
            objectsMade,
            done.size() - objectsMade,
            objectsDamaged,
            filesOpened,
            bytesRead,
            bytesStored);
    return new Compiled(keys.stream().map(done::get).toList(), figures);
  }

  /** Drops what is not finished. */
  @Override
  public void close() throws IOException {
    try {
      ahead.stop();
    } finally {
      pipeline.close();
      dropOpen();
    }
  }

  /** All of them, whatever becomes of one. */
  private void dropOpen() throws IOException {
    if (!open.isEmpty()) {
      try {
        open.removeLast().close();
      } finally {
        dropOpen();
      }
    }
  }

  private List<Digest> compileEach(List<ObjectSource> sources) throws IOException {
    List<Digest> keys = sources.stream().map(this::key).toList();
    for (int i = 0; i < keys.size(); i++) {
      compileUnlessThere(keys.get(i), sources.get(i));
    }
    return keys;
  }

  /** All that has a part in the bytes of an object. */
  private Digest key(ObjectSource source) {
    MessageDigest sha256 = Digest.sha256();
    String parameters =
        "squashfs object %d, %s %s, level %d, block %d"
            .formatted(
                SquashfsObject.FORMAT,
                options.codec(),
                options.codec().version(),
                options.level(),
                options.blockSize());
    sha256.update(parameters.getBytes(StandardCharsets.UTF_8));
    for (Content content : source.contents()) {
      String line = "\n" + content.digest() + " " + content.size();
      sha256.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Digest.ofFinished(sha256);
  }

  private void compileUnlessThere(Digest key, ObjectSource source) throws IOException {
    if (!begun.add(key)) {
      return;
    }
    Optional<SquashfsObject> there = find(key);
    if (there.isPresent()) {
      done.put(key, there.get());
      return;
    }
    ObjectWriter writer = ObjectWriter.open(store.newDerived(KIND, key), options);
    open.add(writer);
    ObjectPacker packer = new ObjectPacker(options, pipeline, writer);
    packer.pack(source);
    objectsMade++;
    filesOpened += source.contents().size();
    bytesRead += packer.bytesRead();
    pipeline.then(() -> finish(key, writer));
  }

  /** A damaged object is as good as none: it is made again. */
  private Optional<SquashfsObject> find(Digest key) throws IOException {
    Optional<Path> file = store.findDerived(KIND, key);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SquashfsObject.open(file.get()));
    } catch (SquashfsObject.Damaged e) {
      objectsDamaged++;
      return Optional.empty();
    }
  }

  private void finish(Digest key, ObjectWriter writer) throws IOException {
    bytesStored += writer.dataLength();
    done.put(key, writer.finish());
    writer.close();
    open.remove(writer);
  }
}
