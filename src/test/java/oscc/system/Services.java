package oscc.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oscc.fstree.UnixPath;
import oscc.manifest.Service;

/** Services for tests. */
final class Services {
  private Services() {}

  /** A service that says everything. */
  static Service full(String name) {
    return new Service(
        name,
        List.of(TestMachine.at("/usr/bin/app"), TestMachine.at("--level=$x")),
        false,
        List.of(TestMachine.at("web")),
        Service.Restart.ON_FAILURE,
        Optional.of(TestMachine.at("nobody")),
        Optional.of(TestMachine.at("disk")),
        new UnixPath("/srv/it's"),
        new TreeMap<>(Map.of("LEVEL", "a b")),
        Optional.of(new Service.Ready.Command(List.of(TestMachine.at("/bin/true")))),
        Service.StopSignal.INT,
        Service.Log.FILE,
        TestMachine.SPAN);
  }
}
