package oscc.fstree;

import java.util.List;

/**
 * What every inode has.
 *
 * @param uid owner, 0 to 2³²−1
 * @param gid group, 0 to 2³²−1
 * @param mtime seconds since the epoch
 * @param xattrs extended attributes in the order of their names
 */
public record Attributes(Mode mode, long uid, long gid, long mtime, List<Xattr> xattrs) {
  private static final long MAX_ID = 0xffff_ffffL;

  public Attributes {
    if (uid < 0 || uid > MAX_ID || gid < 0 || gid > MAX_ID) {
      throw new IllegalArgumentException("owner %d:%d".formatted(uid, gid));
    }
    xattrs = xattrs.stream().sorted().toList();
  }

  /** Attributes of something that belongs to root. */
  public static Attributes ofRoot(int mode, long mtime) {
    return new Attributes(new Mode(mode), 0, 0, mtime, List.of());
  }

  /** The same with another mode. */
  public Attributes withMode(Mode other) {
    return new Attributes(other, uid, gid, mtime, xattrs);
  }

  /** The same with another owner. */
  public Attributes withOwner(long otherUid, long otherGid) {
    return new Attributes(mode, otherUid, otherGid, mtime, xattrs);
  }

  /** The same with another time stamp. */
  public Attributes withMtime(long other) {
    return new Attributes(mode, uid, gid, other, xattrs);
  }
}
