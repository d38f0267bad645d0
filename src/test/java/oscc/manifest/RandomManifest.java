package oscc.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Makes parts of manifests in which every kind of value occurs; equal seeds give equal texts. */
final class RandomManifest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private final Random random;
  private final boolean tags;

  /**
   * @param tags whether values may be removed and replaced
   */
  RandomManifest(long seed, boolean tags) {
    this.random = new Random(seed);
    this.tags = tags;
  }

  /** A text in flow style. */
  String text() {
    return mapping(
        field("init", word()),
        field("arch", word()),
        field("kernel", kernel()),
        field("initrd", mapping(field("busybox", choice("deb", "file", "sha256")))),
        field("packages", appended(mapping(always("deb", word())), mapping(always("dir", word())))),
        field("network", network()),
        field("services", mapping(field("s", mapping(field("command", appended("x", "y")))))),
        field("files", keyed("path")),
        field("rootfs", mapping(field("compression", compression()))));
  }

  private String kernel() {
    return mapping(
        field("deb", word()),
        field("cmdline", appended("x", "y", "z", "w")),
        field("modules", "{}"));
  }

  private String network() {
    return mapping(
        field("hostname", word()),
        field("interfaces", keyed("name")),
        field("hosts", mapping(field("h1", appended("p", "q")), field("h2", appended("p")))));
  }

  private String compression() {
    return random.nextBoolean() ? word() : mapping(field("codec", word()), field("level", "3"));
  }

  private String choice(String one, String other, String withOther) {
    return random.nextBoolean()
        ? mapping(field(one, word()))
        : mapping(field(other, word()), field(withOther, word()));
  }

  private String word() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private static String always(String key, String value) {
    return key + ": " + value;
  }

  /** An entry, or none. */
  private String field(String key, String value) {
    if (random.nextInt(3) == 0) {
      return "";
    }
    boolean container = value.startsWith("{") || value.startsWith("[");
    return switch (tags ? random.nextInt(8) : 7) {
      case 0 -> key + ": !remove ";
      case 1 -> always(key, container ? "!replace " + value : value);
      default -> always(key, value);
    };
  }

  private static String mapping(String... fields) {
    List<String> written = new ArrayList<>(List.of(fields));
    written.removeIf(String::isEmpty);
    return "{" + String.join(", ", written) + "}";
  }

  private String appended(String... choices) {
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String mark = tags && random.nextInt(4) == 0 ? "!remove " : "";
      items.add(mark + choices[random.nextInt(choices.length)]);
    }
    return "[" + String.join(", ", items) + "]";
  }

  private String keyed(String key) {
    TreeSet<String> names = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      names.add(word());
    }
    List<String> items = new ArrayList<>();
    for (String name : names) {
      String mark =
          switch (tags ? random.nextInt(6) : 5) {
            case 0 -> "!remove ";
            case 1 -> "!replace ";
            default -> "";
          };
      String body = random.nextBoolean() ? field("content", word()) : field("source", word());
      items.add(mark + mapping(always(key, name), body, field("mode", word())));
    }
    return "[" + String.join(", ", items) + "]";
  }
}
