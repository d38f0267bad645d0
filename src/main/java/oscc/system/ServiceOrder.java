package oscc.system;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import oscc.diag.Located;
import oscc.manifest.Service;

/** The services as {@code ready} asks for them. */
final class ServiceOrder {
  private ServiceOrder() {}

  /** Those first that others wait for, so that of several that fail the cause is named. */
  static List<Map<String, Object>> values(SortedMap<String, Service> services) {
    Set<Service> ordered = new LinkedHashSet<>();
    services.values().forEach(service -> add(service, services, ordered));
    return ordered.stream()
        .map(s -> Map.<String, Object>of("name", s.name(), "oneshot", s.oneshot()))
        .toList();
  }

  private static void add(
      Service service, SortedMap<String, Service> services, Set<Service> ordered) {
    if (ordered.contains(service)) {
      return;
    }
    for (Located<String> after : service.after()) {
      add(Objects.requireNonNull(services.get(after.value())), services, ordered);
    }
    ordered.add(service);
  }
}
