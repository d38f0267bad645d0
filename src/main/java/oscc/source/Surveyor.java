package oscc.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.elf.BadElf;
import oscc.elf.Dynamic;
import oscc.elf.ElfFile;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.SliceReader;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;
import oscc.store.Blob;

/** Looks once at the contents of a tree for what later stages ask of it. */
final class Surveyor {
  /** BINPRM_BUF_SIZE: no more of a script's first line is looked at by Linux. */
  private static final int HEAD = 256;

  private static final int MAX_TEXT = 8 << 20;

  private static final List<Glob> TEXTS =
      List.of(
          new Glob("usr/lib/sysusers.d/*.conf"),
          new Glob("usr/lib/tmpfiles.d/*.conf"),
          new Glob("usr/share/base-passwd/*.master"),
          new Glob("usr/share/pam/common-*"),
          new Glob("usr/share/pam-configs/*"),
          new Glob("usr/lib/systemd/system/*.*"),
          new Glob("usr/lib/systemd/user/*.*"),
          new Glob("usr/share/ca-certificates/**/*.crt"),
          new Glob("usr/local/share/ca-certificates/**/*.crt"),
          new Glob("usr/lib/modules/*/modules.builtin"),
          new Glob("usr/lib/modules/*/modules.builtin.modinfo"),
          new Glob("usr/lib/modules/*/modules.order"));

  private final String name;
  private final SliceReader reader;
  private final List<Survey.ElfFile> elves = new ArrayList<>();
  private final List<Survey.KernelModule> modules = new ArrayList<>();
  private final List<Survey.Script> scripts = new ArrayList<>();
  private final List<Survey.TextFile> texts = new ArrayList<>();

  private Surveyor(String name, SliceReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** The survey of a tree whose contents all lie in {@code blob}. */
  static Survey survey(String name, FileTree tree, Blob blob, List<Survey.TextFile> notes)
      throws IOException {
    try (SliceReader reader = SliceReader.open(blob)) {
      Surveyor surveyor = new Surveyor(name, reader);
      surveyor.texts.addAll(notes);
      for (FileTree.Entry entry : tree) {
        if (entry.node() instanceof Node.RegularFile file
            && file.content() instanceof Content.Slice slice) {
          surveyor.look(entry.path(), file, slice);
        }
      }
      return new Survey(surveyor.elves, surveyor.modules, surveyor.scripts, surveyor.texts);
    }
  }

  private void look(UnixPath path, Node.RegularFile file, Content.Slice content)
      throws IOException {
    byte[] head = read(content, (int) Math.min(HEAD, content.size()));
    if (ModuleNames.isModule(path)) {
      modules.add(module(path, content));
    } else if (ElfFile.isElf(head)) {
      elf(path, content).ifPresent(elves::add);
    } else if (file.attributes().mode().isExecutable()) {
      script(path, head).ifPresent(scripts::add);
    }
    if (TEXTS.stream().anyMatch(g -> g.matches(path.relative()))) {
      if (content.size() > MAX_TEXT) {
        throw bad(path, "it is larger than 8 MiB", "leave it out with `exclude`");
      }
      String text = new String(read(content, (int) content.size()), StandardCharsets.UTF_8);
      texts.add(new Survey.TextFile(path, text));
    }
  }

  private byte[] read(Content.Slice content, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    reader.readFully(content, 0, buffer);
    return buffer.array();
  }

  /**
   * Object files and what merely begins like ELF are left out: a package may carry broken files as
   * data, and only what a machine can run is asked for.
   */
  private Optional<Survey.ElfFile> elf(UnixPath path, Content.Slice content) throws IOException {
    try {
      ElfFile file = open(content);
      return file.type() == ElfFile.ET_EXEC || file.type() == ElfFile.ET_DYN
          ? Optional.of(facts(path, file))
          : Optional.empty();
    } catch (BadElf e) {
      return Optional.empty();
    }
  }

  private ElfFile open(Content.Slice content) throws IOException {
    return ElfFile.read(content.size(), (at, target) -> reader.readFully(content, at, target));
  }

  private static Survey.ElfFile facts(UnixPath path, ElfFile file) throws IOException {
    Dynamic dynamic = file.dynamic();
    return new Survey.ElfFile(
        path,
        file.bits(),
        file.machine(),
        file.interpreter(),
        dynamic.soname(),
        dynamic.needed(),
        dynamic.searchPath());
  }

  private Survey.KernelModule module(UnixPath path, Content.Slice content) throws IOException {
    try {
      ElfFile file = open(content);
      List<String> lines = file.modinfo();
      return new Survey.KernelModule(
          path,
          ModuleNames.name(path),
          values(lines, "vermagic").stream().findFirst().orElse(""),
          values(lines, "depends").stream().flatMap(Surveyor::names).toList(),
          values(lines, "softdep"),
          values(lines, "alias"),
          values(lines, "firmware"),
          file.exports());
    } catch (BadElf e) {
      BadArchive bad =
          bad(path, "as a kernel module it is broken: " + e.getMessage(), "get the package again");
      bad.initCause(e);
      throw bad;
    }
  }

  private static List<String> values(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }

  private static Stream<String> names(String list) {
    return Stream.of(list.split(",", -1)).filter(name -> !name.isEmpty());
  }

  /** The program that the first line names, as execve(2) reads it. */
  private static Optional<Survey.Script> script(UnixPath path, byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    if (!text.startsWith("#!")) {
      return Optional.empty();
    }
    String line = text.substring(2).split("\n", 2)[0].strip();
    String interpreter = line.split("[ \t]", 2)[0];
    return interpreter.isEmpty()
        ? Optional.empty()
        : Optional.of(new Survey.Script(path, interpreter));
  }

  private BadArchive bad(UnixPath path, String what, String mend) {
    return new BadArchive(name, path.relative(), what, mend);
  }
}
