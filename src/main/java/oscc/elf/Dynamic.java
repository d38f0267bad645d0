package oscc.elf;

import java.util.List;
import java.util.Optional;

/**
 * What the dynamic section of an ELF file asks of the loader.
 *
 * @param soname {@code DT_SONAME}
 * @param needed {@code DT_NEEDED}, in order
 * @param searchPath {@code DT_RUNPATH}, else {@code DT_RPATH}, split at colons
 */
public record Dynamic(Optional<String> soname, List<String> needed, List<String> searchPath) {
  static final Dynamic NONE = new Dynamic(Optional.empty(), List.of(), List.of());

  public Dynamic {
    needed = List.copyOf(needed);
    searchPath = List.copyOf(searchPath);
  }
}
