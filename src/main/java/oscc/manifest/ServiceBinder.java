package oscc.manifest;

import java.util.SortedMap;
import java.util.TreeMap;
import oscc.diag.Located;
import oscc.fstree.UnixPath;

/** Makes the records of {@code services}. */
final class ServiceBinder {
  private ServiceBinder() {}

  /** The services by name. */
  static SortedMap<String, Service> services(Fields services) {
    SortedMap<String, Service> all = new TreeMap<>();
    services
        .members()
        .forEach((key, fields) ->
            all.put(key.text(), service(new Located<>(key.text(), key.span()), fields)));
    return all;
  }

  private static Service service(Located<String> name, Fields service) {
    boolean oneshot = service.isTrue("oneshot");
    return new Service(
        name.value(),
        service.words("command"),
        oneshot,
        service.words("after"),
        Binder.word(Service.Restart.class, service.text("restart", oneshot ? "never" : "always")),
        service.located("user"),
        service.located("group"),
        new UnixPath(service.text("directory", "/")),
        environment(service.section("environment")),
        service.fields("ready").map(ServiceBinder::ready),
        Binder.word(Service.StopSignal.class, service.text("stop_signal", "TERM")),
        Binder.word(Service.Log.class, service.text("log", "console")),
        name.span());
  }

  private static SortedMap<String, String> environment(Fields environment) {
    SortedMap<String, String> variables = new TreeMap<>();
    environment
        .keys()
        .forEach(k -> environment.text(k.text()).ifPresent(v -> variables.put(k.text(), v)));
    return variables;
  }

  private static Service.Ready ready(Fields ready) {
    return ready.mentions("port")
        ? new Service.Ready.Port(ready.number("port", 0))
        : new Service.Ready.Command(ready.words("command"));
  }
}
