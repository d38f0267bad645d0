package oscc.fstree;

import java.util.List;
import java.util.Optional;

/**
 * What later stages ask of a unit's contents, found out once when the unit is made, so that only
 * writers open contents afterwards.
 *
 * @param elves ELF executables and shared objects, in tree order
 * @param modules kernel modules, in tree order
 * @param scripts executable files that begin with {@code #!}, in tree order
 * @param texts small declarative files that oscc derives configuration from, in tree order
 */
public record Survey(
    List<ElfFile> elves, List<KernelModule> modules, List<Script> scripts, List<TextFile> texts) {

  /** Raised whenever the same unit would be surveyed differently. */
  public static final int VERSION = 2;

  /** A unit with nothing in it to survey. */
  public static final Survey EMPTY = new Survey(List.of(), List.of(), List.of(), List.of());

  public Survey {
    elves = List.copyOf(elves);
    modules = List.copyOf(modules);
    scripts = List.copyOf(scripts);
    texts = List.copyOf(texts);
  }

  /**
   * An ELF executable or shared object.
   *
   * @param bits 32 or 64
   * @param machine {@code e_machine} of elf(5): 62 is x86-64, 183 is AArch64
   * @param interpreter {@code PT_INTERP}
   * @param soname {@code DT_SONAME}
   * @param needed {@code DT_NEEDED}, in order
   * @param searchPath {@code DT_RUNPATH}, else {@code DT_RPATH}, split at colons
   */
  public record ElfFile(
      UnixPath path,
      int bits,
      int machine,
      Optional<String> interpreter,
      Optional<String> soname,
      List<String> needed,
      List<String> searchPath) {
    public ElfFile {
      needed = List.copyOf(needed);
      searchPath = List.copyOf(searchPath);
    }
  }

  /**
   * A kernel module, as its {@code .modinfo} section describes it; see {@code modinfo(8)}.
   *
   * @param name with {@code _} for {@code -}
   * @param vermagic first word is the kernel release it was built for
   * @param depends names of the modules it needs
   * @param softdeps soft dependencies as written: {@code pre: a b post: c}
   * @param aliases patterns such as {@code pci:v00008086d*}
   * @param firmware files below {@code /lib/firmware}
   * @param exports symbols that it exports, for {@code modules.symbols}
   */
  public record KernelModule(
      UnixPath path,
      String name,
      String vermagic,
      List<String> depends,
      List<String> softdeps,
      List<String> aliases,
      List<String> firmware,
      List<String> exports) {
    public KernelModule {
      depends = List.copyOf(depends);
      softdeps = List.copyOf(softdeps);
      aliases = List.copyOf(aliases);
      firmware = List.copyOf(firmware);
      exports = List.copyOf(exports);
    }
  }

  /** An executable script and the interpreter its first line names. */
  public record Script(UnixPath path, String interpreter) {}

  /** A text file that oscc derives from, such as one of {@code sysusers.d}. */
  public record TextFile(UnixPath path, String text) {}
}
