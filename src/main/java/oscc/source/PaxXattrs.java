package oscc.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import oscc.fstree.Xattr;

/** Extended attributes as GNU tar, star and libarchive write them into pax records. */
final class PaxXattrs {
  /** Raw bytes. */
  private static final String SCHILY = "SCHILY.xattr.";

  /** The name with percent signs, the value in Base64. */
  private static final String LIBARCHIVE = "LIBARCHIVE.xattr.";

  private static final String ACL = "SCHILY.acl.";

  /** The name spaces of Linux that a file system image can carry; xattr(7). */
  private static final Set<String> CARRIED = Set.of("user", "trusted", "security");

  private PaxXattrs() {}

  static List<Xattr> of(PaxRecords pax, ArchiveInput in) throws BadArchive {
    Map<String, byte[]> values = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    pax.forEach(
        LIBARCHIVE,
        (name, value) -> {
          try {
            values.put(
                URLDecoder.decode(name, StandardCharsets.UTF_8), Base64.getDecoder().decode(value));
          } catch (IllegalArgumentException e) {
            wrong.add(name);
          }
        });
    // Written beside the other form by some tools: the raw bytes win.
    pax.forEach(SCHILY, values::put);
    if (!wrong.isEmpty()) {
      throw in.bad(
          "its extended attribute `%s` is malformed".formatted(wrong.getFirst()),
          "make the archive again");
    }
    List<String> acls =
        new ArrayList<>(values.keySet().stream().filter(n -> n.startsWith("system.")).toList());
    pax.forEach(ACL, (name, value) -> acls.add(name));
    if (!acls.isEmpty()) {
      throw in.bad(
          "it has an access control list, which an image cannot carry", "pack it without ACLs");
    }
    return carried(values);
  }

  /** Attributes of other systems, such as {@code com.apple.quarantine}, mean nothing on Linux. */
  private static List<Xattr> carried(Map<String, byte[]> values) {
    List<Xattr> xattrs = new ArrayList<>();
    values.forEach((name, value) -> {
      int dot = name.indexOf('.');
      if (dot > 0 && dot < name.length() - 1 && CARRIED.contains(name.substring(0, dot))) {
        xattrs.add(Xattr.of(name, value));
      }
    });
    return xattrs;
  }
}
