package oscc.archive.squashfs;

import java.io.IOException;
import oscc.codec.BlockCompressor;

/** An array of records that is addressed by index; format.adoc "Storing Lookup Tables". */
final class LookupTable {
  private LookupTable() {}

  /** Writes the records in metadata blocks and then their list, and returns where that list is. */
  static long write(LittleEndian records, BlockCompressor compressor, ImageFile image)
      throws IOException {
    LittleEndian locations = writeBlocks(records, compressor, image);
    long list = image.position();
    image.append(locations.toByteArray());
    return list;
  }

  /** Writes the records alone, and returns the list that is to follow. */
  static LittleEndian writeBlocks(LittleEndian records, BlockCompressor compressor, ImageFile image)
      throws IOException {
    long base = image.position();
    MetaWriter writer = new MetaWriter(compressor, image::append);
    writer.write(records);
    writer.finish();
    return writer.locations(base);
  }
}
