package oscc.kernel;

import java.util.ArrayList;
import java.util.List;
import oscc.fstree.Content;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;

/**
 * A kernel module that lies in a file.
 *
 * @param content its bytes, decompressed
 * @param facts what its {@code .modinfo} and symbol table say
 * @param pre names or aliases to load before it, if they are there
 * @param post names or aliases to load after it, if they are there
 */
public record LoadableModule(
    UnixPath path,
    Content content,
    Survey.KernelModule facts,
    List<String> pre,
    List<String> post) {

  public LoadableModule {
    pre = List.copyOf(pre);
    post = List.copyOf(post);
  }

  static LoadableModule of(Survey.KernelModule facts, Content content) {
    List<String> pre = new ArrayList<>();
    List<String> post = new ArrayList<>();
    for (String softdep : facts.softdeps()) {
      // As modprobe.d(5): words before the first `pre:` or `post:` belong to neither.
      List<String> target = new ArrayList<>();
      for (String word : softdep.strip().split("\\s+", -1)) {
        switch (word) {
          case "pre:" -> target = pre;
          case "post:" -> target = post;
          default -> target.add(word);
        }
      }
    }
    return new LoadableModule(facts.path(), content, facts, pre, post);
  }

  /** As {@code equals}, but without a walk through thousands of aliases. */
  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /** With {@code _} for {@code -}. */
  public String name() {
    return facts.name();
  }

  /** Files below {@code /usr/lib/firmware} that it may ask for. */
  public List<String> firmware() {
    return facts.firmware();
  }

  /** What it can be asked for as, beside its name. */
  public List<String> aliases() {
    return facts.aliases();
  }
}
