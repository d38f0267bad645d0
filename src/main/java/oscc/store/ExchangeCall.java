package oscc.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/** The system call renameat2(2), which Java does not offer. */
@SuppressWarnings("restricted")
final class ExchangeCall {
  /** Paths are relative to the working folder, as for rename(2); fcntl.h. */
  private static final int AT_FDCWD = -100;

  /** Both names stay, and each leads to what the other did; renameat2(2). */
  private static final int RENAME_EXCHANGE = 2;

  private ExchangeCall() {}

  /**
   * Exchanges what two names of one file system lead to, in one step.
   *
   * @return false if system or file system do not do that; nothing has changed then
   */
  static boolean exchange(Path one, Path other) throws IOException {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> symbol =
        SymbolLookup.loaderLookup().or(linker.defaultLookup()).find("renameat2");
    if (symbol.isEmpty()) {
      return false;
    }
    MethodHandle call =
        linker.downcallHandle(
            symbol.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      // Native code wants the bytes of the host's file names, which are UTF-8 on JDK 18 and later.
      MemorySegment a = arena.allocateFrom(one.toAbsolutePath().toString());
      MemorySegment b = arena.allocateFrom(other.toAbsolutePath().toString());
      return (int) call.invokeExact(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
    } catch (Throwable e) {
      throw new IOException("renameat2 of %s and %s".formatted(one, other), e);
    }
  }
}
