package oscc.archive.squashfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import oscc.codec.BlockCompressor;

/**
 * Compresses blocks in worker threads and hands them on in the order in which they were given, in
 * the thread that gives them: it alone reads and writes.
 */
final class BlockPipeline implements AutoCloseable {
  /**
   * Blocks under way for each worker: one that is compressed, and some that wait, since a short one
   * is done long before the long one whose turn is first.
   */
  private static final int AHEAD = 4;

  private final SquashfsOptions options;
  private final ExecutorService workers;
  private final Queue<BlockCompressor> compressors = new ConcurrentLinkedQueue<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Deque<byte[]> buffers = new ArrayDeque<>();

  /** Something that happens when all that was given before is written. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Takes a block when its turn has come. */
  @FunctionalInterface
  interface Sink {
    void accept(PackedBlock block) throws IOException;
  }

  private BlockPipeline(SquashfsOptions options, ExecutorService workers) {
    this.options = options;
    this.workers = workers;
  }

  static BlockPipeline start(SquashfsOptions options) {
    return new BlockPipeline(
        options,
        Executors.newFixedThreadPool(
            options.workers(), Thread.ofPlatform().daemon().name("squashfs-", 1).factory()));
  }

  /** A buffer of one block. Who takes it gives it to {@link #submit}. */
  byte[] newBuffer() {
    byte[] used = buffers.poll();
    return used == null ? new byte[options.blockSize()] : used;
  }

  /** Compresses the first {@code length} bytes of a buffer, which belongs to the pipeline then. */
  void submit(byte[] buffer, int length, PackedBlock.Use use, Sink sink) throws IOException {
    Future<PackedBlock> packed = workers.submit(() -> pack(buffer, length, use));
    then(() -> {
      sink.accept(await(packed));
      buffers.push(buffer);
    });
  }

  /** Does something after all blocks given so far. */
  void then(Step step) throws IOException {
    steps.add(step);
    while (steps.size() > AHEAD * options.workers()) {
      steps.remove().run();
    }
  }

  /** Waits until all that was given is done. */
  void finish() throws IOException {
    while (!steps.isEmpty()) {
      steps.remove().run();
    }
  }

  private PackedBlock pack(byte[] buffer, int length, PackedBlock.Use use) throws IOException {
    BlockCompressor free = compressors.poll();
    BlockCompressor compressor =
        free != null ? free : options.codec().blockCompressor(options.level(), options.blockSize());
    try {
      return PackedBlock.pack(buffer, length, use, compressor);
    } finally {
      compressors.add(compressor);
    }
  }

  private static PackedBlock await(Future<PackedBlock> packed) throws IOException {
    try {
      return packed.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("compressing a block failed", e.getCause());
    }
  }

  /** Ends the workers; what was not finished is dropped. */
  @Override
  public void close() {
    workers.shutdownNow();
    workers.close();
    compressors.forEach(BlockCompressor::close);
  }
}
