package oscc.resolve;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;
import oscc.resolve.Lock.LockedId;
import oscc.resolve.Lock.LockedUrl;

/**
 * The lock as JSON. Packages stand in a table of their own, so that requests which share packages
 * say so, and a change of version is one change in version control.
 */
final class LockWriter {
  private LockWriter() {}

  static String render(Lock lock) {
    Map<String, LockedDeb> table = new TreeMap<>();
    lock.debs().values().forEach(debs -> debs.forEach(deb -> table.put(deb.key(), deb)));
    JsonValue ids =
        JsonValue.object()
            .with("users", render(lock.users(), LockWriter::render))
            .with("groups", render(lock.groups(), LockWriter::render))
            .build();
    return JsonWriter.pretty(
        JsonValue.object()
            .with("oscc_lock", LockText.VERSION)
            .with("debs", render(lock.debs(), LockWriter::keys))
            .with("packages", render(table, LockWriter::render))
            .with("urls", render(lock.urls(), LockWriter::render))
            .with("key_files", render(lock.keyFiles(), file -> JsonValue.of(file.text())))
            .with("ids", ids)
            .build());
  }

  private static <V> JsonValue render(Map<String, V> map, Function<V, JsonValue> form) {
    JsonValue.Members members = JsonValue.object();
    map.forEach((key, value) -> members.with(key, form.apply(value)));
    return members.build();
  }

  private static JsonValue keys(List<LockedDeb> debs) {
    return JsonValue.strings(debs.stream().map(LockedDeb::key).toList());
  }

  private static JsonValue render(LockedDeb deb) {
    return JsonValue.object()
        .with("archive", deb.archive().toString())
        .with("path", deb.path())
        .with("size", deb.size())
        .with("sha256", deb.digest().hex())
        .build();
  }

  private static JsonValue render(LockedUrl url) {
    return JsonValue.object().with("size", url.size()).with("sha256", url.digest().hex()).build();
  }

  private static JsonValue render(LockedId id) {
    return JsonValue.object()
        .with("id", id.id())
        .with("packages", JsonValue.strings(List.copyOf(id.packages())))
        .build();
  }
}
