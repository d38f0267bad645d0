package oscc.system;

import java.util.ArrayList;
import java.util.List;
import oscc.manifest.Service;

/** The whole environment of a service, the same under every init system. */
final class ServiceEnvironment {
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ServiceEnvironment() {}

  /** As {@code NAME=VALUE}, not quoted. */
  static List<String> assignments(Service service) {
    List<String> assignments = new ArrayList<>();
    if (!service.environment().containsKey("PATH")) {
      assignments.add(PATH);
    }
    service.environment().forEach((name, value) -> assignments.add(name + "=" + value));
    return assignments;
  }
}
