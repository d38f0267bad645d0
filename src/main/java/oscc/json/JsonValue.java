package oscc.json;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value whose numbers are whole; objects keep their members in the order they came in. */
public sealed interface JsonValue {

  /** An object. */
  record Obj(Map<String, JsonValue> members) implements JsonValue {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of this name. */
    public Optional<JsonValue> find(String name) {
      return Optional.ofNullable(members.get(name));
    }
  }

  /** An array. */
  record Arr(List<JsonValue> items) implements JsonValue {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Str(String text) implements JsonValue {}

  /** A whole number. */
  record Num(long value) implements JsonValue {}

  /** True or false. */
  record Bool(boolean value) implements JsonValue {}

  /** Null. */
  record Null() implements JsonValue {}

  /** A string. */
  static JsonValue of(String text) {
    return new Str(text);
  }

  /** A number. */
  static JsonValue of(long value) {
    return new Num(value);
  }

  /** A truth value. */
  static JsonValue of(boolean value) {
    return new Bool(value);
  }

  /** An array of strings. */
  static Arr strings(List<String> texts) {
    List<JsonValue> items = new ArrayList<>();
    texts.forEach(t -> items.add(of(t)));
    return new Arr(items);
  }

  /** Starts an object. */
  static Members object() {
    return new Members();
  }

  /** Collects the members of an object. */
  final class Members {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private Members() {}

    /** Adds a member. */
    @CanIgnoreReturnValue
    public Members with(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    /** Adds a string member. */
    @CanIgnoreReturnValue
    public Members with(String name, String text) {
      return with(name, JsonValue.of(text));
    }

    /** Adds a number member. */
    @CanIgnoreReturnValue
    public Members with(String name, long value) {
      return with(name, JsonValue.of(value));
    }

    /** The object. */
    public Obj build() {
      return new Obj(members);
    }
  }
}
