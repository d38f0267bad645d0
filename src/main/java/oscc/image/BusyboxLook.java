package oscc.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
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
import oscc.system.BusyboxApplets;

/** Looks at stage 1's program: what it is built for, and which applets it has. */
final class BusyboxLook {
  /** The largest static busybox of any distribution has 2 MB; this only guards the memory. */
  private static final int SIZE_LIMIT = 64 << 20;

  private BusyboxLook() {}

  static Stage1Busybox at(Machine machine, Content program) throws IOException {
    Span span =
        switch (machine.initrd().busybox()) {
          case BusyboxSource.Deb deb -> deb.name().span();
          case BusyboxSource.File file -> file.locator().span();
        };
    if (program.size() > SIZE_LIMIT) {
      throw new IOException(
          "%s: %d bytes are too many for a busybox".formatted(span, program.size()));
    }
    return new Stage1Busybox(program, elf(program), BusyboxApplets.of(program), span);
  }

  /** What its headers say, if it is a whole ELF file at all. */
  private static Optional<Survey.ElfFile> elf(Content program) throws IOException {
    byte[] bytes;
    try (InputStream in = program.open()) {
      bytes = in.readAllBytes();
    }
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
        new UnixPath("/bin/busybox"),
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
