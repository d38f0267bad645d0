package oscc.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.store.Blob;
import oscc.store.Digest;

/** Reads a folder of real modules, with an ELF reader that knows only what these tests need. */
final class HostKernel {
  private HostKernel() {}

  /** The unit of {@code lib/modules} in a folder that a Debian package was unpacked to. */
  static Unit modules(Path folder) throws IOException {
    FileTreeBuilder tree = FileTree.builder(0);
    List<Survey.KernelModule> modules = new ArrayList<>();
    Path lib = folder.resolve("lib");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(lib.resolve("modules"))) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      UnixPath path = new UnixPath("/usr/lib/" + lib.relativize(file));
      Blob blob = new Blob(file, Digest.of(file), Files.size(file));
      tree.put(path, new Node.RegularFile(Attributes.ofRoot(0644, 0), Content.of(blob)));
      if (path.name().endsWith(".ko")) {
        modules.add(module(path, Files.readAllBytes(file)));
      }
    }
    return new Unit(
        "kernel",
        Digest.of(new byte[0]),
        tree.build(),
        new Survey(List.of(), modules, List.of(), List.of()));
  }

  private static Survey.KernelModule module(UnixPath path, byte[] elf) {
    ByteBuffer in = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, List<String>> info = new TreeMap<>();
    for (String entry :
        new String(section(in, ".modinfo"), StandardCharsets.UTF_8).split("\0", -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        info.computeIfAbsent(entry.substring(0, equals), k -> new ArrayList<>())
            .add(entry.substring(equals + 1));
      }
    }
    List<String> depends =
        Stream.of(info.getOrDefault("depends", List.of("")).getFirst().split(",", -1))
            .filter(d -> !d.isEmpty())
            .toList();
    TreeSet<String> exports = new TreeSet<>();
    for (String name : new String(section(in, ".strtab"), StandardCharsets.UTF_8).split("\0", -1)) {
      if (name.startsWith("__ksymtab_")) {
        exports.add(name.substring("__ksymtab_".length()));
      }
    }
    return new Survey.KernelModule(
        path,
        AliasName.ofFile(path.value()),
        info.getOrDefault("vermagic", List.of("")).getFirst(),
        depends,
        info.getOrDefault("softdep", List.of()),
        info.getOrDefault("alias", List.of()),
        info.getOrDefault("firmware", List.of()),
        List.copyOf(exports));
  }

  /** The bytes of a section of a 64-bit ELF file; elf(5). */
  private static byte[] section(ByteBuffer in, String name) {
    int table = (int) in.getLong(0x28);
    int count = in.getShort(0x3c);
    int names = (int) in.getLong(table + 64 * in.getShort(0x3e) + 0x18);
    for (int i = 0; i < count; i++) {
      int header = table + 64 * i;
      byte[] bytes = new byte[(int) in.getLong(header + 0x20)];
      byte[] wanted = (name + "\0").getBytes(StandardCharsets.UTF_8);
      byte[] found = new byte[wanted.length];
      in.get(names + in.getInt(header), found);
      if (Arrays.equals(wanted, found)) {
        in.get((int) in.getLong(header + 0x18), bytes);
        return bytes;
      }
    }
    return new byte[0];
  }
}
