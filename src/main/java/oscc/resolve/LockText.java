package oscc.resolve;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.json.JsonReader;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;
import oscc.resolve.Lock.KeyFile;
import oscc.resolve.Lock.LockedId;
import oscc.resolve.Lock.LockedUrl;
import oscc.store.Digest;

/** Reads the JSON that {@link LockWriter} writes, and says where it does not fit. */
final class LockText {
  /** Raised when an older oscc would misread the file. */
  static final int VERSION = 1;

  private static final Pattern PLACE = Pattern.compile(":(\\d+): (.*)", Pattern.DOTALL);

  private final String text;
  private final Map<String, LockedDeb> packages = new TreeMap<>();

  private LockText(String text) {
    this.text = text;
  }

  /** A lock that cannot be read, and where in its text that shows. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final int start;
    private final int end;

    Unreadable(Code code, int start, int end, String problem) {
      super(problem);
      this.code = code;
      this.start = start;
      this.end = end;
    }

    Code code() {
      return code;
    }

    int start() {
      return start;
    }

    int end() {
      return end;
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }

  /** What does not fit, found while values are read; {@code key} is the nearest member's name. */
  private static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;

    Misfit(String key, String expected) {
      super(expected);
      this.key = key;
    }
  }

  static Lock parse(String name, String text) throws Unreadable {
    LockText reader = new LockText(text);
    JsonValue value = reader.json(name);
    try {
      JsonValue.Obj root = object("the file", value);
      long version = number("oscc_lock", member("the file", root, "oscc_lock"));
      if (version != VERSION) {
        throw reader.at(
            Code.OS0306,
            "oscc_lock",
            "the lock has format %d; this oscc knows format %d".formatted(version, VERSION));
      }
      return reader.lock(root);
    } catch (Misfit e) {
      throw reader.at(Code.OS0304, e.key, "the lock is damaged: " + e.getMessage());
    }
  }

  private JsonValue json(String name) throws Unreadable {
    try {
      return JsonReader.read(name, text);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      Matcher place =
          PLACE.matcher(message.startsWith(name) ? message.substring(name.length()) : "");
      boolean placed = place.lookingAt();
      int start = placed ? lineStart(Integer.parseInt(place.group(1))) : 0;
      int end = Math.max(start, text.indexOf('\n', start));
      String reason = placed ? place.group(2) : message;
      throw new Unreadable(Code.OS0304, start, end, "the lock is damaged: " + reason);
    }
  }

  private int lineStart(int line) {
    int start = 0;
    for (int i = 1; i < line && text.indexOf('\n', start) >= 0; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start;
  }

  private Unreadable at(Code code, String key, String problem) {
    String quoted = JsonWriter.canonical(JsonValue.of(key));
    int start = Math.max(0, text.indexOf(quoted));
    int end = text.startsWith(quoted, start) ? start + quoted.length() : start;
    return new Unreadable(code, start, end, problem);
  }

  private Lock lock(JsonValue.Obj root) {
    members(root, "packages").forEach((key, v) -> packages.put(key, deb(key, object(key, v))));
    JsonValue.Obj ids = new JsonValue.Obj(members(root, "ids"));
    return new Lock(
        map(root, "debs", this::answer),
        map(root, "urls", LockText::url),
        map(root, "key_files", (key, o) -> new KeyFile(string(key, o))),
        map(ids, "users", LockText::id),
        map(ids, "groups", LockText::id));
  }

  /** Makes a value of the member {@code key}. */
  private interface Reading<V> {
    V read(String key, JsonValue value);
  }

  private static <V> SortedMap<String, V> map(JsonValue.Obj root, String name, Reading<V> reading) {
    SortedMap<String, V> map = new TreeMap<>();
    members(root, name).forEach((key, value) -> map.put(key, reading.read(key, value)));
    return map;
  }

  private List<LockedDeb> answer(String request, JsonValue value) {
    List<LockedDeb> debs = new ArrayList<>();
    for (JsonValue item : array(request, value)) {
      String key = string(request, item);
      LockedDeb deb = packages.get(key);
      if (deb == null) {
        throw new Misfit(request, "`%s` is not among its packages".formatted(key));
      }
      debs.add(deb);
    }
    return List.copyOf(debs);
  }

  private static LockedDeb deb(String key, JsonValue.Obj o) {
    String[] parts = key.split(" ", -1);
    if (parts.length != 3) {
      throw new Misfit(key, "expected `NAME VERSION ARCHITECTURE`");
    }
    try {
      return new LockedDeb(
          parts[0],
          parts[1],
          parts[2],
          URI.create(string(key, member(key, o, "archive"))),
          string(key, member(key, o, "path")),
          number(key, member(key, o, "size")),
          digest(key, o));
    } catch (IllegalArgumentException e) {
      throw new Misfit(key, "`archive` is not a plain address");
    }
  }

  private static LockedUrl url(String key, JsonValue value) {
    JsonValue.Obj o = object(key, value);
    return new LockedUrl(digest(key, o), number(key, member(key, o, "size")));
  }

  private static LockedId id(String key, JsonValue value) {
    JsonValue.Obj o = object(key, value);
    TreeSet<String> names = new TreeSet<>();
    array(key, member(key, o, "packages")).forEach(item -> names.add(string(key, item)));
    return new LockedId(number(key, member(key, o, "id")), names);
  }

  private static Digest digest(String key, JsonValue.Obj o) {
    String hex = string(key, member(key, o, "sha256"));
    if (!Digest.isDigest(hex)) {
      throw new Misfit(key, "`sha256` is not 64 hexadecimal digits");
    }
    return new Digest(hex);
  }

  private static Map<String, JsonValue> members(JsonValue.Obj o, String name) {
    return o.find(name).map(value -> object(name, value).members()).orElse(Map.of());
  }

  private static JsonValue member(String key, JsonValue.Obj o, String name) {
    return o.find(name).orElseThrow(() -> new Misfit(key, "`%s` is missing".formatted(name)));
  }

  private static JsonValue.Obj object(String key, JsonValue value) {
    if (value instanceof JsonValue.Obj o) {
      return o;
    }
    throw new Misfit(key, "expected an object");
  }

  private static List<JsonValue> array(String key, JsonValue value) {
    if (value instanceof JsonValue.Arr a) {
      return a.items();
    }
    throw new Misfit(key, "expected an array");
  }

  private static String string(String key, JsonValue value) {
    if (value instanceof JsonValue.Str s) {
      return s.text();
    }
    throw new Misfit(key, "expected a string");
  }

  private static long number(String key, JsonValue value) {
    if (value instanceof JsonValue.Num n) {
      return n.value();
    }
    throw new Misfit(key, "expected a number");
  }
}
