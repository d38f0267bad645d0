package oscc.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Span;
import oscc.elf.BadElf;
import oscc.elf.Dynamic;
import oscc.elf.ElfFile;
import oscc.fstree.Content;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;
import oscc.initrd.Stage1Busybox;
import oscc.manifest.InitrdSpec.BusyboxSource;
import oscc.manifest.Machine;
import oscc.store.Words;
import oscc.system.BusyboxApplets;

/**
 * What stage 1's program is like.
 *
 * @param elf what its headers say, if it is a whole ELF file at all
 * @param applets that it has
 */
record BusyboxLook(Optional<Survey.ElfFile> elf, Set<String> applets) {
  /** The largest static busybox of any distribution has 2 MB; this only guards the memory. */
  private static final int SIZE_LIMIT = 64 << 20;

  /** Where stage 1 has it. */
  private static final UnixPath PATH = new UnixPath("/bin/busybox");

  BusyboxLook {
    applets = Set.copyOf(applets);
  }

  static BusyboxLook at(Content program) throws IOException {
    if (program.size() > SIZE_LIMIT) {
      throw new IOException("%d bytes are too many for a busybox".formatted(program.size()));
    }
    byte[] bytes;
    try (InputStream in = program.openSound()) {
      bytes = in.readAllBytes();
    }
    return new BusyboxLook(elf(bytes), BusyboxApplets.of(bytes));
  }

  /** Writes it. */
  void write(Words.Writer out) {
    out.number(elf.isPresent() ? 1 : 0);
    elf.ifPresent(facts -> {
      out.number(facts.bits());
      out.number(facts.machine());
      out.optional(facts.interpreter());
      out.optional(facts.soname());
      out.texts(facts.needed());
      out.texts(facts.searchPath());
    });
    out.texts(applets.stream().sorted().toList());
  }

  /** Reads what {@link #write} wrote. */
  static BusyboxLook read(Words.Reader in) {
    Optional<Survey.ElfFile> elf = in.number() == 0 ? Optional.empty() : Optional.of(facts(in));
    return new BusyboxLook(elf, Set.copyOf(in.texts()));
  }

  private static Survey.ElfFile facts(Words.Reader in) {
    return new Survey.ElfFile(
        PATH, in.count(), in.count(), in.optional(), in.optional(), in.texts(), in.texts());
  }

  /** The program as stage 1 sees it, and where the manifest names it. */
  Stage1Busybox stage1(Content program, Machine machine) {
    Span span =
        switch (machine.initrd().busybox()) {
          case BusyboxSource.Deb deb -> deb.name().span();
          case BusyboxSource.File file -> file.locator().span();
        };
    return new Stage1Busybox(program, elf, applets, span);
  }

  private static Optional<Survey.ElfFile> elf(byte[] bytes) throws IOException {
    if (!ElfFile.isElf(bytes)) {
      return Optional.empty();
    }
    try {
      return Optional.of(facts(ElfFile.read(bytes.length, (at, to) -> copy(bytes, at, to))));
    } catch (BadElf e) {
      return Optional.empty();
    }
  }

  private static Survey.ElfFile facts(ElfFile elf) throws IOException {
    Dynamic dynamic = elf.dynamic();
    return new Survey.ElfFile(
        PATH,
        elf.bits(),
        elf.machine(),
        elf.interpreter(),
        dynamic.soname(),
        dynamic.needed(),
        dynamic.searchPath());
  }

  private static void copy(byte[] bytes, long at, ByteBuffer target) throws IOException {
    if (at < 0 || at > bytes.length - target.remaining()) {
      throw new EOFException("the file ends at %d".formatted(bytes.length));
    }
    target.put(bytes, (int) at, target.remaining());
  }
}
