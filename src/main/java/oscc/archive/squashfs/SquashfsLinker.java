package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import oscc.archive.Padding;
import oscc.codec.BlockCompressor;
import oscc.fstree.FileTree;

/**
 * Links objects to an image: copies the blocks that a tree uses and writes the tables anew. The
 * image is a function of the tree, the objects' contents and the options.
 */
public final class SquashfsLinker {
  private static final long MAX_TIME = 0xffff_ffffL;

  private final FileTree tree;
  private final SquashfsOptions options;
  private final ImageFile image;

  /**
   * What linking did.
   *
   * @param inodes how many the image has
   * @param objectsOpened objects of which blocks were copied
   * @param bytesCopied bytes of blocks
   * @param bytesWritten length of the image with its padding
   */
  public record Figures(int inodes, int objectsOpened, long bytesCopied, long bytesWritten) {}

  private SquashfsLinker(FileTree tree, SquashfsOptions options, ImageFile image) {
    this.tree = tree;
    this.options = options;
    this.image = image;
  }

  /**
   * Writes the image over whatever is in {@code out}.
   *
   * @param objects have among them each content of the tree, compiled with the same options
   * @param mtime what the superblock says of the image's age
   * @throws oscc.archive.Unrepresentable if an entry has no form in this format
   */
  public static Figures write(
      FileTree tree,
      List<SquashfsObject> objects,
      long mtime,
      SquashfsOptions options,
      FileChannel out)
      throws IOException {
    for (SquashfsObject object : objects) {
      if (!object.suits(options)) {
        throw new IllegalArgumentException(object.file() + " was compiled with other options");
      }
    }
    return new SquashfsLinker(tree, options, ImageFile.start(out)).writeAll(objects, mtime);
  }

  private Figures writeAll(List<SquashfsObject> objects, long mtime) throws IOException {
    DataSection data = DataSection.copy(tree, objects, image);
    try (BlockCompressor compressor =
        options.codec().blockCompressor(options.level(), MetaWriter.BLOCK)) {
      return writeTables(data, Math.clamp(mtime, 0, MAX_TIME), compressor);
    }
  }

  /** The kernel checks that the tables follow each other in this order and without gaps. */
  private Figures writeTables(DataSection data, long mtime, BlockCompressor compressor)
      throws IOException {
    IdTable ids = new IdTable();
    XattrTable xattrs = new XattrTable(compressor);
    long inodesAt = image.position();
    MetaWriter inodes = new MetaWriter(compressor, image::append);
    LittleEndian listings = new LittleEndian();
    MetaWriter directories = new MetaWriter(compressor, listings::bytes);
    InodeTable inodeTable = new InodeTable(inodes, ids, xattrs, data, options.blockSize());
    TreeTables tables = new TreeTables(tree, inodeTable, new DirectoryTable(directories));
    long root = tables.write();
    inodes.finish();
    directories.finish();
    long directoriesAt = image.position();
    image.append(listings.toByteArray());
    long fragmentsAt = LookupTable.write(data.fragmentRecords(), compressor, image);
    long exportAt = LookupTable.write(tables.exportRecords(), compressor, image);
    long idsAt = LookupTable.write(ids.records(), compressor, image);
    long xattrsAt = xattrs.write(image);
    long used = image.position();
    image.append(new byte[Padding.SEGMENT.after(used)]);
    Superblock.Tables places =
        new Superblock.Tables(idsAt, xattrsAt, inodesAt, directoriesAt, fragmentsAt, exportAt);
    image.writeSuperblock(
        new Superblock(
            options, tables.count(), mtime, data.fragmentCount(), ids.count(), root, used, places));
    return new Figures(tables.count(), data.objectsOpened(), data.bytesCopied(), image.position());
  }
}
