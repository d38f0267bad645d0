package oscc.source;

import oscc.fstree.Attributes;

/**
 * An entry of a tar archive, with what extended headers say about it.
 *
 * @param name as the archive spells it
 * @param linkName of hard and symbolic links
 * @param map which bytes of a file the archive holds
 */
record TarEntry(
    String name,
    Type type,
    Attributes attributes,
    String linkName,
    long major,
    long minor,
    SparseMap map) {

  /** What an entry can be. */
  enum Type {
    FILE,
    HARD_LINK,
    SYMLINK,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    DIRECTORY,
    FIFO
  }
}
