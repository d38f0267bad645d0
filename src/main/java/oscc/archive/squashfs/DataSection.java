package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.store.Digest;

/**
 * The data and fragment blocks of an image, copied from objects: of each object those that a file
 * of the tree uses, in the object's order and in runs as long as possible. A content that several
 * objects have comes from the first.
 */
final class DataSection {
  private final ImageFile image;
  private final Set<Digest> wanted = new HashSet<>();
  private final Map<Digest, PlacedContent> placed = new HashMap<>();
  private final LittleEndian fragments = new LittleEndian();
  private int fragmentCount;
  private int objectsOpened;
  private long bytesCopied;

  /** A stretch of an object that goes into the image as it is. */
  private record Piece(long start, long length) {}

  private DataSection(ImageFile image) {
    this.image = image;
  }

  /** Copies what the tree needs. */
  static DataSection copy(FileTree tree, List<SquashfsObject> objects, ImageFile image)
      throws IOException {
    DataSection section = new DataSection(image);
    for (FileTree.Entry entry : tree) {
      if (entry.node() instanceof Node.RegularFile file && file.content().size() > 0) {
        section.wanted.add(file.content().digest());
      }
    }
    for (SquashfsObject object : objects) {
      section.copy(object);
    }
    return section;
  }

  /** Where a content is that is not empty. */
  PlacedContent find(Content content) {
    PlacedContent found = placed.get(content.digest());
    if (found == null) {
      throw new IllegalStateException("no object has content " + content.digest());
    }
    return found;
  }

  /** The fragment table's records; format.adoc "Fragment Table". */
  LittleEndian fragmentRecords() {
    return fragments;
  }

  int fragmentCount() {
    return fragmentCount;
  }

  int objectsOpened() {
    return objectsOpened;
  }

  long bytesCopied() {
    return bytesCopied;
  }

  private void copy(SquashfsObject object) throws IOException {
    List<ObjectRow> live = new ArrayList<>();
    for (int i = 0; i < object.contents(); i++) {
      ObjectRow row = object.row(i);
      if (wanted.remove(row.key())) {
        live.add(row);
      }
    }
    if (live.isEmpty()) {
      return;
    }
    List<Piece> pieces = pieces(object, live);
    Map<Long, Long> moved = new HashMap<>();
    long at = image.position();
    for (Piece piece : pieces) {
      moved.put(piece.start(), at);
      at += piece.length();
    }
    copyRuns(object, pieces);
    place(object, live, moved);
  }

  private static List<Piece> pieces(SquashfsObject object, List<ObjectRow> live) {
    List<Piece> pieces = new ArrayList<>();
    for (ObjectRow row : live) {
      long length = PlacedContent.dataLength(object, row);
      if (length > 0) {
        pieces.add(new Piece(row.start(), length));
      }
    }
    live.stream()
        .filter(ObjectRow::hasFragment)
        .mapToInt(ObjectRow::fragment)
        .distinct()
        .forEach(i -> pieces.add(fragment(object, i)));
    pieces.sort(Comparator.comparingLong(Piece::start));
    return pieces;
  }

  private static Piece fragment(SquashfsObject object, int i) {
    return new Piece(object.fragmentStart(i), PackedBlock.diskSize(object.fragmentSizeWord(i)));
  }

  private void copyRuns(SquashfsObject object, List<Piece> pieces) throws IOException {
    if (pieces.isEmpty()) {
      return;
    }
    objectsOpened++;
    try (FileChannel from = FileChannel.open(object.file(), StandardOpenOption.READ)) {
      for (int i = 0; i < pieces.size(); ) {
        long start = pieces.get(i).start();
        long end = start;
        while (i < pieces.size() && pieces.get(i).start() == end) {
          end += pieces.get(i).length();
          i++;
        }
        image.copy(from, start, end - start, object.file());
        bytesCopied += end - start;
      }
    }
  }

  private void place(SquashfsObject object, List<ObjectRow> live, Map<Long, Long> moved) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (ObjectRow row : live) {
      int fragment = ObjectRow.NO_FRAGMENT;
      if (row.hasFragment()) {
        fragment = numbers.computeIfAbsent(row.fragment(), i -> addFragment(object, i, moved));
      }
      boolean hasData = PlacedContent.dataLength(object, row) > 0;
      long start = hasData ? moved.getOrDefault(row.start(), 0L) : 0;
      placed.put(row.key(), new PlacedContent(object, row, start, fragment));
    }
  }

  private int addFragment(SquashfsObject object, int i, Map<Long, Long> moved) {
    long start = moved.getOrDefault(object.fragmentStart(i), 0L);
    fragments.u64(start).u32(object.fragmentSizeWord(i)).u32(0);
    return fragmentCount++;
  }
}
