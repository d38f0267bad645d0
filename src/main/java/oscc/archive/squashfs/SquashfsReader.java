package oscc.archive.squashfs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oscc.archive.Stored;
import oscc.fstree.UnixPath;

/**
 * Reads squashfs images: what is in them, and the bytes of a file when they are asked for. It reads
 * all that we write, and holds nothing that an image says for true before it has looked.
 */
public final class SquashfsReader {
  private static final int MAX_DEPTH = 128;
  private static final int MAX_ENTRIES = 1 << 22;
  private static final int LISTING_HEAD = 12;
  private static final int LISTING_ENTRY = 8;

  private final ImageBytes image;
  private final InodeReader inodes;
  private final List<Stored> entries = new ArrayList<>();
  private final Set<Long> folders = new HashSet<>();

  private SquashfsReader(ImageBytes image) {
    this.image = image;
    this.inodes = new InodeReader(image);
  }

  /**
   * All entries, a folder before what it holds.
   *
   * @throws IOException if the image cannot be read or is damaged; the message names it
   */
  public static List<Stored> read(Path file) throws IOException {
    try {
      ImageHead head = ImageHead.decode(ImageBytes.read(file, 0, Superblock.SIZE));
      SquashfsReader reader = new SquashfsReader(new ImageBytes(file, head));
      reader.walk(UnixPath.ROOT, reader.inodes.read(head.root()), 0);
      return reader.entries.stream().map(e -> named(e, file)).toList();
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static IOException damaged(Path file, Exception e) {
    return new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
  }

  /** What goes wrong with the bytes later has to name the image too. */
  private static Stored named(Stored entry, Path file) {
    if (!(entry.thing() instanceof Stored.File(long size, Stored.Body body))) {
      return entry;
    }
    Stored.Body checked =
        out -> {
          Target target = new Target(out);
          try {
            body.copyTo(target);
          } catch (FileSystemException e) {
            throw e;
          } catch (IOException e) {
            throw target.failed ? e : damaged(file, e);
          }
        };
    return new Stored(entry.path(), entry.attributes(), new Stored.File(size, checked));
  }

  /** Where bytes go. It knows whether it failed, which is no damage of the image. */
  private static final class Target extends FilterOutputStream {
    private boolean failed;

    Target(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }

  private void walk(UnixPath path, InodeReader.Inode inode, int depth) throws IOException {
    if (entries.size() == MAX_ENTRIES || depth == MAX_DEPTH) {
      throw new IOException("it holds more, or deeper, than any root");
    }
    switch (inode) {
      case InodeReader.Other other ->
          entries.add(new Stored(path, other.attributes(), other.thing()));
      case InodeReader.Folder folder -> {
        if (!folders.add(folder.number())) {
          throw new IOException("a folder is in itself or in two others");
        }
        entries.add(new Stored(path, folder.attributes(), new Stored.Folder()));
        list(path, folder, depth);
      }
    }
  }

  private void list(UnixPath path, InodeReader.Folder folder, int depth) throws IOException {
    long left = folder.size();
    if (left == 0) {
      return;
    }
    long table = image.head().directoryTable();
    MetaReader in = image.at(table, folder.block(), folder.offset());
    while (left > LISTING_HEAD) {
      long count = in.u32() + 1;
      long block = in.u32();
      in.u32();
      left -= LISTING_HEAD;
      for (long i = 0; i < count && left > 0; i++) {
        int offset = in.u16();
        in.u16();
        in.u16();
        byte[] name = in.bytes(in.u16() + 1);
        left -= LISTING_ENTRY + name.length;
        walk(path.child(checked(name)), inodes.read((block << 16) | offset), depth + 1);
      }
    }
  }

  private static String checked(byte[] name) throws IOException {
    String text = new String(name, StandardCharsets.UTF_8);
    if (text.indexOf('/') >= 0 || !UnixPath.isNormal("/" + text)) {
      throw new IOException("a name in it is none");
    }
    return text;
  }
}
