package oscc.archive.squashfs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oscc.fstree.Content;
import oscc.fstree.Unit;
import oscc.store.Digest;

/**
 * Says which units are compressed together; the figures behind it are in {@code
 * docs/decisions/010-fragments-per-unit.md}. Small units share objects, since each object ends with
 * a fragment block that is not full; a content that several units have goes to the first of them.
 * The rule looks at the units alone, and where a group ends depends on the units in it, so that one
 * more package changes the group that it comes into and no other.
 */
public final class ObjectGroups {
  /** A unit with more bytes than this makes an object of its own. */
  private static final long ALONE = 8L << 20;

  /** A group with fewer bytes than this goes on. */
  private static final long SMALLEST = 2L << 20;

  /** A group with more bytes than this ends. */
  private static final long LARGEST = 8L << 20;

  private final List<List<Unit>> groups = new ArrayList<>();
  private List<Unit> current = new ArrayList<>();
  private int currentAt;
  private long currentSize;

  private ObjectGroups() {}

  /** What to compile for these units, which are in the order of the image. */
  public static List<ObjectSource> group(List<Unit> units) {
    ObjectGroups groups = new ObjectGroups();
    units.forEach(groups::add);
    return sources(groups.groups);
  }

  /** Of what is to be compiled for these units, what does not depend on those that may follow. */
  public static List<ObjectSource> settled(List<Unit> units) {
    ObjectGroups groups = new ObjectGroups();
    units.forEach(groups::add);
    boolean allEnded = groups.current.isEmpty();
    return sources(allEnded ? groups.groups : groups.groups.subList(0, groups.currentAt));
  }

  private static List<ObjectSource> sources(List<List<Unit>> groups) {
    Set<Digest> taken = new HashSet<>();
    return groups.stream()
        .map(group -> source(group, taken))
        .filter(source -> !source.contents().isEmpty())
        .toList();
  }

  private void add(Unit unit) {
    long size = size(unit);
    if (size > ALONE) {
      groups.add(List.of(unit));
      return;
    }
    if (current.isEmpty()) {
      currentAt = groups.size();
      groups.add(current);
    }
    current.add(unit);
    currentSize += size;
    if (currentSize > LARGEST || (currentSize > SMALLEST && mayEndWith(unit))) {
      current = new ArrayList<>();
      currentSize = 0;
    }
  }

  private static long size(Unit unit) {
    return ObjectSource.of(unit.tree()).contents().stream().mapToLong(Content::size).sum();
  }

  /** Every other unit, so that groups of two lists fall into step again after a difference. */
  private static boolean mayEndWith(Unit unit) {
    return Character.digit(unit.id().hex().charAt(0), 16) % 2 == 0;
  }

  private static ObjectSource source(List<Unit> group, Set<Digest> taken) {
    List<Content> contents =
        ObjectSource.of(group.stream().map(Unit::tree).toList()).contents().stream()
            .filter(content -> taken.add(content.digest()))
            .toList();
    return new ObjectSource(contents);
  }
}
