package oscc.resolve;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import oscc.diag.Span;
import oscc.json.JsonValue;
import oscc.store.Digest;

/**
 * Records as JSON, whatever their components, so that a component which is added to the manifest
 * cannot be forgotten in the build id. Left out are places in texts and on the host.
 */
final class RecordJson {
  private final Set<String> leftOut;

  private RecordJson(Set<String> leftOut) {
    this.leftOut = leftOut;
  }

  /** A record as JSON without the components named {@code leftOut} of the outermost record. */
  static JsonValue.Obj of(Record root, Set<String> leftOut) {
    return new RecordJson(leftOut).object(root, true);
  }

  private JsonValue.Obj object(Record value, boolean outermost) {
    JsonValue.Members members = JsonValue.object();
    // Variants of a sealed type may have equal components.
    members.with("type", value.getClass().getSimpleName());
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      boolean place = component.getType() == Span.class || component.getType() == Path.class;
      if (!place && !(outermost && leftOut.contains(component.getName()))) {
        members.with("." + component.getName(), json(read(value, component)));
      }
    }
    return members.build();
  }

  private static Object read(Record value, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private JsonValue json(Object value) {
    return switch (value) {
      case Optional<?> some -> some.isPresent() ? json(some.get()) : new JsonValue.Null();
      case OptionalLong some ->
          some.isPresent() ? JsonValue.of(some.getAsLong()) : new JsonValue.Null();
      case List<?> list -> array(list);
      case Map<?, ?> map -> map(map);
      case Record nested -> object(nested, false);
      case Digest digest ->
          JsonValue.object().with("type", "Digest").with(".hex", digest.hex()).build();
      case Enum<?> constant -> JsonValue.of(constant.name());
      case String text -> JsonValue.of(text);
      case Boolean bool -> JsonValue.of(bool);
      case Integer number -> JsonValue.of(number.longValue());
      case Long number -> JsonValue.of(number);
      case URI uri -> JsonValue.of(uri.toString());
      case Path place -> new JsonValue.Null();
      default -> throw new IllegalStateException("no JSON form for " + value.getClass().getName());
    };
  }

  private JsonValue array(List<?> list) {
    List<JsonValue> items = new ArrayList<>();
    list.forEach(item -> items.add(json(item)));
    return new JsonValue.Arr(items);
  }

  private JsonValue map(Map<?, ?> map) {
    JsonValue.Members members = JsonValue.object();
    map.forEach((key, value) -> members.with(key.toString(), json(value)));
    return members.build();
  }
}
