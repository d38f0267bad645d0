package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.archive.Unrepresentable;
import oscc.codec.BlockCompressor;
import oscc.fstree.UnixPath;
import oscc.fstree.Xattr;

/**
 * The sets of extended attributes that occur, each once; format.adoc "Extended Attribute Table".
 * Values stand with their keys: a set that is shared has its values only once anyway.
 */
final class XattrTable {
  /** The index of an inode without any. */
  static final int NONE = -1;

  /** In the order of their numbers. */
  private static final List<String> PREFIXES = List.of("user.", "trusted.", "security.");

  private final BlockCompressor compressor;
  private final MetaWriter pairs;
  private final LittleEndian packed = new LittleEndian();
  private final LittleEndian sets = new LittleEndian();
  private final Map<List<Xattr>, Integer> indexes = new HashMap<>();

  XattrTable(BlockCompressor compressor) {
    this.compressor = compressor;
    this.pairs = new MetaWriter(compressor, packed::bytes);
  }

  /** The index of a set. */
  int index(UnixPath path, List<Xattr> set) throws IOException {
    if (set.isEmpty()) {
      return NONE;
    }
    Integer known = indexes.get(set);
    if (known != null) {
      return known;
    }
    LittleEndian record = new LittleEndian();
    for (Xattr xattr : set) {
      encode(path, xattr, record);
    }
    sets.u64(pairs.reference()).u32(set.size()).u32(record.size());
    pairs.write(record);
    int index = indexes.size();
    indexes.put(set, index);
    return index;
  }

  private static void encode(UnixPath path, Xattr xattr, LittleEndian to) throws Unrepresentable {
    for (int type = 0; type < PREFIXES.size(); type++) {
      String prefix = PREFIXES.get(type);
      if (xattr.name().startsWith(prefix)) {
        byte[] key = xattr.name().substring(prefix.length()).getBytes(StandardCharsets.UTF_8);
        byte[] value = xattr.value();
        to.u16(type).u16(key.length).bytes(key).u32(value.length).bytes(value);
        return;
      }
    }
    throw new Unrepresentable(
        path,
        "has the extended attribute `%s`, and squashfs holds only user, trusted and security"
            .formatted(xattr.name()));
  }

  /** Writes the table, and returns where its head is; it must be the last in the image. */
  long write(ImageFile image) throws IOException {
    if (indexes.isEmpty()) {
      return Superblock.ABSENT;
    }
    pairs.finish();
    long pairsStart = image.position();
    image.append(packed.toByteArray());
    LittleEndian locations = LookupTable.writeBlocks(sets, compressor, image);
    long head = image.position();
    image.append(new LittleEndian().u64(pairsStart).u32(indexes.size()).u32(0).toByteArray());
    image.append(locations.toByteArray());
    return head;
  }
}
