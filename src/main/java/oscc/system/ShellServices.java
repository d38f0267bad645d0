package oscc.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.manifest.Service;
import oscc.template.ShellWord;
import oscc.template.Template;

/**
 * Services as scripts: {@code start} becomes the program, {@code watch} notes that it is ready, and
 * {@code ended} says whether it is started anew, so that every init system has only to call these.
 */
final class ShellServices {
  private final SystemInput input;
  private final LayerBuilder layer;
  private final ShellTools.Busybox busybox;

  ShellServices(SystemInput input, LayerBuilder layer, ShellTools.Busybox busybox) {
    this.input = input;
    this.layer = layer;
    this.busybox = busybox;
  }

  /** Lays the scripts, if there are services. */
  void lay(Accounts accounts, Report report) {
    SortedMap<String, Service> services = input.machine().services();
    if (services.isEmpty()) {
      return;
    }
    Map<String, Object> none = Map.of();
    for (String name : List.of("start", "watch", "ended", "log")) {
      layScript(name, none);
    }
    layScript("stop", Map.of("levels", levels(services), "logged", logged(services)));
    for (Service service : services.values()) {
      ServiceOwner owner = ServiceOwner.of(service, accounts, report);
      String text = Template.load("shell/service").render(values(service, owner));
      layer.text("/usr/lib/oscc/service/" + service.name(), 0600, text, service.span());
    }
  }

  private static List<String> logged(SortedMap<String, Service> services) {
    return services.values().stream()
        .filter(s -> s.log() != Service.Log.NONE)
        .map(Service::name)
        .toList();
  }

  private void layScript(String name, Map<String, Object> values) {
    String text = Template.load("shell/" + name).render(values);
    layer.text(ShellSystem.SCRIPTS + name, 0755, text, input.machine().init().span());
  }

  private Map<String, Object> values(Service service, ServiceOwner owner) {
    String after = String.join(" ", service.after().stream().map(Located::value).toList());
    return Map.ofEntries(
        Map.entry("name", service.name()),
        Map.entry("after", ShellWord.quote(after)),
        Map.entry("oneshot", service.oneshot() ? "yes" : "''"),
        Map.entry("restart", service.restart().name().toLowerCase(Locale.ROOT)),
        Map.entry("log", service.log().name().toLowerCase(Locale.ROOT)),
        Map.entry("owner", ShellWord.quote(owner.text())),
        Map.entry("port", port(service)),
        Map.entry("directory", ShellWord.quote(service.directory().value())),
        Map.entry("environment", quoted(ServiceEnvironment.assignments(service))),
        Map.entry("owned", !owner.isRoot()),
        Map.entry("switch", owner.isRoot() ? List.of() : owner.become(busybox.path())),
        Map.entry("command", quoted(service.words())),
        Map.entry("probe", quoted(probe(service))));
  }

  /** The port as the kernel shows it; empty for a command, {@code none} if nothing is asked. */
  private static String port(Service service) {
    if (service.ready().isEmpty()) {
      return "none";
    }
    return switch (service.ready().get()) {
      case Service.Ready.Port port -> "%04X".formatted(port.number());
      case Service.Ready.Command command -> "''";
    };
  }

  private static List<String> probe(Service service) {
    return service.ready().stream()
        .flatMap(ready ->
            switch (ready) {
              case Service.Ready.Port port -> Stream.<String>empty();
              case Service.Ready.Command command -> command.words().stream().map(Located::value);
            })
        .toList();
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(ShellWord::quote).toList();
  }

  /** Services that end together, first those that no other waits for. */
  private static List<Map<String, Object>> levels(SortedMap<String, Service> services) {
    SortedMap<String, Integer> heights = new TreeMap<>();
    services.keySet().forEach(name -> raise(name, 0, services, heights));
    SortedMap<Integer, List<Map<String, String>>> levels = new TreeMap<>();
    heights.forEach((name, height) -> {
      String signal = Objects.requireNonNull(services.get(name)).stopSignal().name();
      levels
          .computeIfAbsent(height, h -> new ArrayList<>())
          .add(Map.of("name", name, "signal", signal));
    });
    return levels.values().stream().map(l -> Map.<String, Object>of("services", l)).toList();
  }

  /** Notes that a chain of services waits for this one, and so a longer one for its own. */
  private static void raise(
      String name, int height, SortedMap<String, Service> services, Map<String, Integer> heights) {
    if (heights.getOrDefault(name, -1) < height) {
      heights.put(name, height);
      Objects.requireNonNull(services.get(name))
          .after()
          .forEach(after -> raise(after.value(), height + 1, services, heights));
    }
  }
}
