package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import oscc.archive.Unrepresentable;
import oscc.fstree.Attributes;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * Inodes, each in the basic form where that can hold it and else in the extended one; format.adoc
 * "Inode Table".
 */
final class InodeTable {
  private static final long MAX_U32 = 0xffff_ffffL;
  private static final int MAX_U16 = 0xffff;

  /** The kernel takes a longer target for a sign of damage (fs/squashfs/inode.c). */
  private static final int MAX_TARGET = 4095;

  /** The size in the inode counts 3 bytes more than the listing holds: room for "." and "..". */
  private static final int DOTS = 3;

  private final MetaWriter out;
  private final IdTable ids;
  private final XattrTable xattrs;
  private final DataSection data;
  private final int blockSize;

  /** What an inode needs beside its node: its name for messages, its number, its names. */
  record Identity(UnixPath path, int number, int nlink) {}

  InodeTable(MetaWriter out, IdTable ids, XattrTable xattrs, DataSection data, int blockSize) {
    this.out = out;
    this.ids = ids;
    this.xattrs = xattrs;
    this.data = data;
    this.blockSize = blockSize;
  }

  InodeReference writeDirectory(
      Identity identity, Node.Directory node, int parent, DirectoryTable.Listing listing)
      throws IOException {
    int xattr = xattrs.index(identity.path(), node.attributes().xattrs());
    long size = listing.size() + DOTS;
    boolean basic = xattr == XattrTable.NONE && size <= MAX_U16 && listing.indexCount() == 0;
    LittleEndian to = head(identity, node.attributes(), InodeType.DIRECTORY, basic);
    if (basic) {
      to.u32(listing.block()).u32(identity.nlink()).u16((int) size).u16(listing.offset());
      to.u32(parent);
    } else {
      to.u32(identity.nlink()).u32(size).u32(listing.block()).u32(parent);
      to.u16(listing.indexCount())
          .u16(listing.offset())
          .u32(xattr)
          .bytes(listing.index().toByteArray());
    }
    return write(identity, InodeType.DIRECTORY, to);
  }

  /** Writes any inode that is no directory. */
  InodeReference write(Identity identity, Node.Inode node) throws IOException {
    return switch (node) {
      case Node.Directory d -> throw new IllegalStateException("a directory has a listing");
      case Node.RegularFile f -> writeFile(identity, f);
      case Node.Symlink s -> writeSymlink(identity, s);
      case Node.DeviceNode d -> writeDevice(identity, d);
      case Node.Fifo f -> writeSimple(identity, f, InodeType.FIFO);
      case Node.Socket s -> writeSimple(identity, s, InodeType.SOCKET);
    };
  }

  private InodeReference writeFile(Identity identity, Node.RegularFile file) throws IOException {
    long size = file.content().size();
    Optional<PlacedContent> place =
        size == 0 ? Optional.empty() : Optional.of(data.find(file.content()));
    long start = place.map(PlacedContent::start).orElse(0L);
    int fragment = place.map(PlacedContent::fragment).orElse(ObjectRow.NO_FRAGMENT);
    int fragmentOffset = place.map(p -> p.row().fragmentOffset()).orElse(0);
    long sparse = place.map(p -> p.sparse(blockSize)).orElse(0L);
    int xattr = xattrs.index(identity.path(), file.attributes().xattrs());
    boolean basic =
        xattr == XattrTable.NONE
            && identity.nlink() == 1
            && sparse == 0
            && size <= MAX_U32
            && start <= MAX_U32;
    LittleEndian to = head(identity, file.attributes(), InodeType.FILE, basic);
    if (basic) {
      to.u32(start).u32(fragment).u32(fragmentOffset).u32(size);
    } else {
      to.u64(start).u64(size).u64(sparse).u32(identity.nlink());
      to.u32(fragment).u32(fragmentOffset).u32(xattr);
    }
    place.ifPresent(p -> addBlockSizes(p, to));
    return write(identity, InodeType.FILE, to);
  }

  private static void addBlockSizes(PlacedContent place, LittleEndian to) {
    for (int i = 0; i < place.row().blocks(); i++) {
      to.u32(place.object().blockSizeWord(place.row().firstBlock() + i));
    }
  }

  private InodeReference writeSymlink(Identity identity, Node.Symlink link) throws IOException {
    byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
    if (target.length > MAX_TARGET) {
      throw new Unrepresentable(identity.path(), "is a link to more than 4095 bytes");
    }
    int xattr = xattrs.index(identity.path(), link.attributes().xattrs());
    boolean basic = xattr == XattrTable.NONE;
    LittleEndian to = head(identity, link.attributes(), InodeType.SYMLINK, basic);
    to.u32(identity.nlink()).u32(target.length).bytes(target);
    if (!basic) {
      to.u32(xattr);
    }
    return write(identity, InodeType.SYMLINK, to);
  }

  private InodeReference writeDevice(Identity identity, Node.DeviceNode node) throws IOException {
    InodeType type =
        switch (node.kind()) {
          case BLOCK -> InodeType.BLOCK_DEVICE;
          case CHARACTER -> InodeType.CHARACTER_DEVICE;
        };
    int xattr = xattrs.index(identity.path(), node.attributes().xattrs());
    boolean basic = xattr == XattrTable.NONE;
    LittleEndian to = head(identity, node.attributes(), type, basic);
    to.u32(identity.nlink()).u32(deviceNumber(node.major(), node.minor()));
    if (!basic) {
      to.u32(xattr);
    }
    return write(identity, type, to);
  }

  /** "Device Special Files": the minor's low byte, the major, the minor's other bits. */
  static long deviceNumber(int major, int minor) {
    return (minor & 0xff) | (long) major << 8 | (long) (minor & ~0xff) << 12;
  }

  private InodeReference writeSimple(Identity identity, Node.Inode node, InodeType type)
      throws IOException {
    int xattr = xattrs.index(identity.path(), node.attributes().xattrs());
    boolean basic = xattr == XattrTable.NONE;
    LittleEndian to = head(identity, node.attributes(), type, basic).u32(identity.nlink());
    if (!basic) {
      to.u32(xattr);
    }
    return write(identity, type, to);
  }

  private LittleEndian head(Identity identity, Attributes attributes, InodeType type, boolean basic)
      throws IOException {
    LittleEndian to = new LittleEndian();
    to.u16(basic ? type.basic() : type.extended()).u16(attributes.mode().bits());
    to.u16(ids.index(identity.path(), attributes.uid()));
    to.u16(ids.index(identity.path(), attributes.gid()));
    to.u32(Math.clamp(attributes.mtime(), 0, MAX_U32)).u32(identity.number());
    return to;
  }

  private InodeReference write(Identity identity, InodeType type, LittleEndian record)
      throws IOException {
    InodeReference reference =
        new InodeReference(identity.number(), out.blockStart(), out.offset(), type);
    out.write(record);
    return reference;
  }
}
