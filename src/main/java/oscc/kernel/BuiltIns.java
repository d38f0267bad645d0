package oscc.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * What the kernel has in itself, from {@code modules.builtin} and {@code modules.builtin.modinfo}.
 *
 * @param known whether there was a list at all
 * @param listed modules, in the order of the list, which may name one twice
 * @param names the same, each once
 * @param aliases of each module that has some, in the order of the file
 */
record BuiltIns(
    boolean known, List<String> listed, Set<String> names, Map<String, List<String>> aliases) {
  /** There is no list, so nobody knows. */
  static final BuiltIns UNKNOWN = new BuiltIns(false, List.of(), Set.of(), Map.of());

  /** No kernel has lists that are nearly this long; a file that has is none. */
  private static final int SIZE_LIMIT = 16 << 20;

  BuiltIns {
    listed = List.copyOf(listed);
    names = Set.copyOf(names);
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
  }

  static BuiltIns read(FileTree tree, UnixPath folder) throws IOException {
    UnixPath list = folder.child("modules.builtin");
    if (tree.open(list).isEmpty()) {
      return UNKNOWN;
    }
    List<String> listed =
        text(tree, list).lines().filter(l -> !l.isBlank()).map(AliasName::ofFile).toList();
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    for (String entry : text(tree, folder.child("modules.builtin.modinfo")).split("\0", -1)) {
      int dot = entry.indexOf(".alias=");
      if (dot > 0 && entry.indexOf('=') > dot) {
        String alias = entry.substring(dot + ".alias=".length());
        aliases.computeIfAbsent(entry.substring(0, dot), n -> new ArrayList<>()).add(alias);
      }
    }
    return new BuiltIns(true, listed, Set.copyOf(listed), aliases);
  }

  /** Whether a built-in answers to {@code name}, a normal name or alias. */
  boolean provides(String name) {
    return names.contains(name)
        || aliases.values().stream()
            .flatMap(List::stream)
            .anyMatch(alias -> Wildcard.matches(AliasName.normal(alias), name));
  }

  /** The text of a file; empty if it is not there. */
  static String text(FileTree tree, UnixPath path) throws IOException {
    if (!(tree.open(path).orElse(null) instanceof Node.RegularFile file)) {
      return "";
    }
    if (file.content().size() > SIZE_LIMIT) {
      throw new IOException("%s has %d bytes".formatted(path, file.content().size()));
    }
    try (InputStream in = file.content().openSound()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
