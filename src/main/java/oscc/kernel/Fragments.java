package oscc.kernel;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.manifest.Machine;

/** Proves that a kernel is configured as {@code kernel.fragments} demand, symbol by symbol. */
public final class Fragments {
  /** A whole configuration has 0.25 MB. */
  private static final long SIZE_LIMIT = 4 << 20;

  private Fragments() {}

  /**
   * Reports each demand that the kernel does not meet. Of several fragments the last one counts for
   * a symbol. {@code y} is met by {@code y}, and by {@code m} where the symbol's module is known
   * and among {@code loaded}; {@code m} is met by {@code m} and by {@code y}; {@code n} by a symbol
   * that is not there.
   *
   * @param loaded names of the modules that are loaded in any case, in stage 1 or at boot
   */
  public static void check(Machine machine, Kernel kernel, Collection<String> loaded, Report report)
      throws IOException {
    Map<String, Fragment.Setting> demands = new LinkedHashMap<>();
    for (Located<Path> file : machine.kernel().fragments()) {
      for (Fragment.Setting setting : read(machine, file, report).settings()) {
        demands.put(setting.symbol(), setting);
      }
    }
    new DemandCheck(kernel, Set.copyOf(loaded), report).check(List.copyOf(demands.values()));
  }

  private static Fragment read(Machine machine, Located<Path> file, Report report)
      throws IOException {
    String name = name(machine, file);
    if (Files.size(file.value()) > SIZE_LIMIT) {
      report.error(
          Code.OS0510, file.span(), "`%s` is too large for a configuration".formatted(name));
      return new Fragment(List.of());
    }
    try {
      return Fragment.parse(text(machine, file), report);
    } catch (CharacterCodingException e) {
      report.error(Code.OS0510, file.span(), "`%s` is not UTF-8 text".formatted(name));
      return new Fragment(List.of());
    }
  }

  /** Told from where the manifest is told from, so that editors and shells find it. */
  static String name(Machine machine, Located<Path> file) {
    Path manifest = Path.of(file.span().source().name());
    Path written = machine.folder().relativize(file.value());
    return manifest.resolveSibling(written).normalize().toString();
  }

  static SourceText text(Machine machine, Located<Path> file) throws IOException {
    return new SourceText(
        name(machine, file), Files.readString(file.value(), StandardCharsets.UTF_8));
  }
}
