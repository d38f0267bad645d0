package oscc.kernel;

import oscc.diag.Span;

/**
 * Something that a manifest needs of the kernel.
 *
 * @param symbol without {@code CONFIG_}
 * @param form in what form it will do
 * @param by what needs it, as the manifest says it: {@code rootfs.compression: zstd}
 * @param span where the manifest says it
 */
public record KernelNeed(String symbol, Form form, String by, Span span) {

  /** In what form the kernel must have it. */
  public enum Form {
    /** Built in: it is needed before any module can be loaded, or it is no module. */
    BUILT_IN,
    /** Built in, or a module that is really there. */
    LOADABLE,
    /** Built in, or a module that the root carries. */
    IN_ROOT,
    /** As {@link #LOADABLE}, and only QEMU misses it. */
    FOR_QEMU
  }
}
