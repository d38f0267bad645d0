package oscc.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.store.Digest;

/** A unit of modules that say of themselves what a test wants. */
final class TestModules {
  static final String RELEASE = "6.1.0-1-test";

  private final String release;
  private final List<Survey.KernelModule> modules = new ArrayList<>();
  private final FileTreeBuilder tree = FileTree.builder(0);
  private final StringBuilder order = new StringBuilder();

  TestModules(String release) {
    this.release = release;
  }

  TestModules() {
    this(RELEASE);
  }

  /**
   * Adds a module; {@code facts} are lines of {@code .modinfo} ({@code alias=…}) or {@code
   * export=…}.
   */
  TestModules add(String path, String... facts) {
    return addAt("kernel/" + path, facts);
  }

  /** As {@link #add}, anywhere below the release's folder. */
  TestModules addAt(String path, String... facts) {
    UnixPath file = new UnixPath("/usr/lib/modules/%s/%s.ko".formatted(release, path));
    modules.add(
        new Survey.KernelModule(
            file,
            AliasName.ofFile(path),
            all(facts, "vermagic=").stream().findFirst().orElse(release + " SMP"),
            all(facts, "depends="),
            all(facts, "softdep="),
            all(facts, "alias="),
            all(facts, "firmware="),
            all(facts, "export=")));
    order.append(path).append(".ko\n");
    return file(file, "module " + path);
  }

  private static List<String> all(String[] facts, String key) {
    return List.of(facts).stream()
        .filter(f -> f.startsWith(key))
        .map(f -> f.substring(key.length()))
        .collect(Collectors.toList());
  }

  TestModules builtIn(String lines, String modinfo) {
    folder("modules.builtin", lines);
    return folder("modules.builtin.modinfo", modinfo.replace('\n', '\0'));
  }

  TestModules folder(String name, String text) {
    return file(new UnixPath("/usr/lib/modules/" + release).child(name), text);
  }

  private TestModules file(UnixPath path, String text) {
    tree.put(path, new Node.RegularFile(Attributes.ofRoot(0644, 0), Content.of(text)));
    return this;
  }

  Unit unit() {
    folder("modules.order", order.toString());
    return new Unit(
        "modules",
        Digest.of(order.toString().getBytes(StandardCharsets.UTF_8)),
        tree.build(),
        new Survey(List.of(), modules, List.of(), List.of()));
  }

  ModuleIndex index() throws IOException {
    return ModuleIndex.of(release, unit());
  }

  static List<String> names(Iterable<LoadableModule> modules) {
    List<String> names = new ArrayList<>();
    modules.forEach(m -> names.add(m.name()));
    return names;
  }
}
