package oscc.initrd;

import java.util.Optional;
import java.util.Set;
import oscc.diag.Span;
import oscc.fstree.Content;
import oscc.fstree.Survey;

/**
 * The program that stage 1 runs on.
 *
 * @param elf what its headers say; absent if it is no ELF executable
 * @param applets names of the applets it was built with
 * @param span where the manifest names it, or what implies it
 */
public record Stage1Busybox(
    Content content, Optional<Survey.ElfFile> elf, Set<String> applets, Span span) {

  public Stage1Busybox {
    applets = Set.copyOf(applets);
  }
}
