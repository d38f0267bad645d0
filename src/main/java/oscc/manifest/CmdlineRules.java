package oscc.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;

/**
 * What a word of {@code kernel.cmdline} may be: it travels through an iPXE script, which has no
 * quoting, and shares the line with words that are oscc's own.
 */
final class CmdlineRules {
  /** Bytes that x86 and arm64 kernels take, without the closing NUL (COMMAND_LINE_SIZE). */
  private static final int KERNEL_LIMIT = 2047;

  /** The image's name (UEFI), {@code initrd=} per segment, root, build id, BOOTIF: with room. */
  private static final int OWN_WORDS = 256;

  /** {@code oscc.ssh_key=} with an RSA key of 4096 bits in base64url. */
  private static final int KEY_WORD = 1024;

  private static final Set<String> OPERATORS = Set.of("||", "&&", ";");

  /** Words for which oscc has another place, and that place. */
  private static final Map<String, String> OWNED =
      Map.ofEntries(
          Map.entry("root", "stage 1 finds the root itself: see `rootfs.delivery`"),
          Map.entry("rootfstype", "stage 1 knows the root's file system: see `rootfs.filesystem`"),
          Map.entry("rootflags", "stage 1 mounts the root itself"),
          Map.entry("ro", "see `rootfs.writable`"),
          Map.entry("rw", "see `rootfs.writable`"),
          Map.entry("initrd", "oscc names its own segments"),
          Map.entry("initrdmem", "oscc names its own segments"),
          Map.entry("noinitrd", "the machine boots from its initrd"),
          Map.entry("rdinit", "the initrd's program is stage 1; see `rootfs.filesystem`"),
          Map.entry("init", "see `init`"),
          Map.entry("--", "words after it would go to init, oscc's own too"),
          Map.entry("oscc.build", "the build id is computed"),
          Map.entry("oscc.ssh_key", "it is given at boot; see `ssh.key_from_cmdline`"),
          Map.entry("oscc.onfail", "see `initrd.on_failure`"));

  private static final Set<String> OURS =
      Set.of("oscc.root", "oscc.rootwait", "oscc.netwait", "oscc.verify", "oscc.debug");

  private final Report report;

  CmdlineRules(Report report) {
    this.report = report;
  }

  void check(Fields root) {
    List<Site> words = root.section("kernel").items("cmdline");
    int length = 0;
    for (Site word : words) {
      Optional<String> obstacle = obstacle(word.text());
      if (obstacle.isPresent()) {
        word.error(
                report,
                Code.OS0210,
                "the kernel command line cannot carry %s".formatted(Quoted.of(word.text())))
            .label(obstacle.get());
      } else {
        checkOwner(word);
      }
      length += word.text().length() + 1;
    }
    int key = root.section("ssh").isTrue("key_from_cmdline") ? KEY_WORD : 0;
    int limit = KERNEL_LIMIT - OWN_WORDS - key;
    if (length > limit) {
      root.section("kernel")
          .find("cmdline")
          .orElseThrow()
          .error(report, Code.OS0212, "the kernel command line has %d bytes".formatted(length))
          .label("at most %d".formatted(limit))
          .help(
              "the kernel takes %d, of which oscc needs %d"
                  .formatted(KERNEL_LIMIT, OWN_WORDS + key));
    }
  }

  /** Why iPXE or the kernel would not see this word as it is. */
  private static Optional<String> obstacle(String word) {
    if (word.chars().anyMatch(c -> c <= ' ')) {
      return Optional.of("a word has no blanks; make each word an item");
    }
    if (word.chars().anyMatch(c -> c > '~')) {
      return Optional.of("only ASCII reaches the kernel unchanged");
    }
    if (word.contains("${")) {
      return Optional.of("iPXE would expand `${`");
    }
    if (word.startsWith("#")) {
      return Optional.of("iPXE takes a word that begins with `#` as a comment");
    }
    if (OPERATORS.contains(word)) {
      return Optional.of("iPXE takes it as an operator");
    }
    if (word.contains("\"")) {
      return Optional.of("the kernel takes double quotes away");
    }
    boolean joins = word.endsWith("\\");
    return joins ? Optional.of("iPXE joins lines at a closing backslash") : Optional.empty();
  }

  private void checkOwner(Site word) {
    int equals = word.text().indexOf('=');
    String name = equals < 0 ? word.text() : word.text().substring(0, equals);
    String place = OWNED.get(name);
    if (place != null) {
      word.error(report, Code.OS0211, "`%s` is oscc's to decide".formatted(name)).label(place);
    } else if (name.startsWith("oscc.") && !OURS.contains(name)) {
      var draft =
          word.error(report, Code.OS0211, "unknown parameter %s".formatted(Quoted.of(name)))
              .label("one of: " + String.join(", ", OURS.stream().sorted().toList()));
      Suggestion.of(name, OURS.stream().sorted().toList())
          .ifPresent(n -> draft.help("did you mean `%s`?".formatted(n)));
    }
  }
}
