package oscc.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;

/**
 * The files by which {@code modprobe}, kmod and udev find modules: the whole set that depmod(8)
 * writes, over the modules that a tree really carries.
 */
public final class ModuleFiles {
  /** {@code char-major-MAJOR-MINOR}, as the aliases of modules with a device node say it. */
  private static final Pattern DEVICE =
      Pattern.compile("(char|block)-major-([0-9]{1,9})-([0-9]{1,9})");

  private final ModuleIndex index;
  private final List<LoadableModule> modules;
  private final DependencyRanks ranks;

  private ModuleFiles(ModuleIndex index) {
    this.index = index;
    this.modules = List.copyOf(index.modules());
    this.ranks = DependencyRanks.of(modules, index);
  }

  /**
   * The index files of some of a kernel's modules, as a tree to lay over them.
   *
   * @param present the modules that the tree carries, with all that they depend on
   */
  public static FileTree of(ModuleIndex index, Collection<LoadableModule> present, long mtime) {
    Map<String, byte[]> files = new ModuleFiles(index.only(present)).files();
    FileTreeBuilder tree = FileTree.builder(mtime);
    files.forEach((name, bytes) -> {
      Attributes attributes = Attributes.ofRoot(0644, mtime);
      tree.put(index.folder().child(name), new Node.RegularFile(attributes, Content.of(bytes)));
    });
    return tree.build();
  }

  private Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("modules.alias", text(aliases()));
    files.put("modules.alias.bin", aliasTrie().bytes());
    files.put("modules.builtin.alias.bin", builtInAliasTrie().bytes());
    files.put("modules.builtin.bin", builtInTrie().bytes());
    files.put("modules.dep", text(dependencies()));
    files.put("modules.dep.bin", dependencyTrie().bytes());
    files.put("modules.devname", text(deviceNames()));
    files.put("modules.softdep", text(softDependencies()));
    files.put("modules.symbols", text(symbolLines()));
    files.put("modules.symbols.bin", symbolTrie().bytes());
    return files;
  }

  private static byte[] text(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private StringBuilder dependencies() {
    StringBuilder text = new StringBuilder();
    for (LoadableModule module : modules) {
      if (!ranks.inCircle(module)) {
        text.append(line(module, withSoftDependencies(module))).append('\n');
      }
    }
    return text;
  }

  /**
   * Busybox modprobe knows no soft dependencies: where a module has any to load before it, its line
   * in the text, which only busybox reads, has them as if it could not do without.
   */
  private List<LoadableModule> withSoftDependencies(LoadableModule module) {
    List<LoadableModule> wanted = List.of(module);
    List<LoadableModule> order = index.order(wanted, LoadOrder.Softdeps.PRE);
    return order.size() == index.order(wanted, LoadOrder.Softdeps.NONE).size()
        ? ranks.all(module)
        : order.reversed().stream().filter(m -> !m.equals(module)).toList();
  }

  private String line(LoadableModule module, List<LoadableModule> needs) {
    return index.relativePath(module)
        + ":"
        + needs.stream().map(m -> " " + index.relativePath(m)).collect(Collectors.joining());
  }

  private IndexTrie dependencyTrie() {
    IndexTrie trie = new IndexTrie();
    for (int i = 0; i < modules.size(); i++) {
      LoadableModule module = modules.get(i);
      if (!ranks.inCircle(module)) {
        trie.insert(module.name(), line(module, ranks.all(module)), i);
      }
    }
    return trie;
  }

  private StringBuilder aliases() {
    StringBuilder text = new StringBuilder("# Aliases extracted from modules themselves.\n");
    for (LoadableModule module : modules) {
      for (String alias : module.aliases()) {
        text.append("alias %s %s\n".formatted(alias, module.name()));
      }
    }
    return text;
  }

  private IndexTrie aliasTrie() {
    IndexTrie trie = new IndexTrie();
    for (int i = 0; i < modules.size(); i++) {
      for (String alias : modules.get(i).aliases()) {
        trie.insert(AliasName.normal(alias), modules.get(i).name(), i);
      }
    }
    return trie;
  }

  private IndexTrie builtInTrie() {
    IndexTrie trie = new IndexTrie();
    index.builtIns().listed().forEach(name -> trie.insert(name, "", 0));
    return trie;
  }

  private IndexTrie builtInAliasTrie() {
    IndexTrie trie = new IndexTrie();
    index
        .builtIns()
        .aliases()
        .forEach((name, aliases) ->
            aliases.forEach(alias -> trie.insert(AliasName.normal(alias), name, 0)));
    return trie;
  }

  private StringBuilder softDependencies() {
    StringBuilder text =
        new StringBuilder("# Soft dependencies extracted from modules themselves.\n");
    for (LoadableModule module : modules) {
      for (String softdep : module.facts().softdeps()) {
        text.append("softdep %s %s\n".formatted(module.name(), softdep));
      }
    }
    return text;
  }

  /** Exported symbols and the place of the module that has each; the last one of two. */
  private Map<String, Integer> symbols() {
    Map<String, Integer> symbols = new LinkedHashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      for (String symbol : modules.get(i).facts().exports()) {
        symbols.put(symbol, i);
      }
    }
    return symbols;
  }

  private StringBuilder symbolLines() {
    StringBuilder text = new StringBuilder("# Aliases for symbols, used by symbol_request().\n");
    symbols()
        .forEach((symbol, place) ->
            text.append("alias symbol:%s %s\n".formatted(symbol, modules.get(place).name())));
    return text;
  }

  private IndexTrie symbolTrie() {
    IndexTrie trie = new IndexTrie();
    symbols()
        .forEach(
            (symbol, place) -> trie.insert("symbol:" + symbol, modules.get(place).name(), place));
    return trie;
  }

  private StringBuilder deviceNames() {
    StringBuilder text = new StringBuilder("# Device nodes to trigger on-demand module loading.\n");
    modules.forEach(module -> text.append(deviceName(module)));
    return text;
  }

  /** The line of a module whose aliases tell both a node's name and its numbers, else nothing. */
  private static String deviceName(LoadableModule module) {
    String name = "";
    String numbers = "";
    for (String alias : module.aliases()) {
      Matcher device = DEVICE.matcher(alias);
      if (alias.startsWith("devname:")) {
        name = alias.substring("devname:".length());
      } else if (device.lookingAt()) {
        numbers = device.group(1).charAt(0) + device.group(2) + ":" + device.group(3);
      }
      if (!name.isEmpty() && !numbers.isEmpty()) {
        return "%s %s %s\n".formatted(module.name(), name, numbers);
      }
    }
    return "";
  }
}
