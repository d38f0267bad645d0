package oscc.system;

import java.io.IOException;
import java.util.List;
import oscc.diag.Report;
import oscc.manifest.Init;

/** What starts and watches everything in a running machine. */
interface InitSystem {

  /** The name under which manifests choose it. */
  Init key();

  /**
   * Checks that the packages have what this needs, and lays its files. They bring up the consoles,
   * the modules to load, the network, the ssh server and the services, and write the ready line.
   *
   * @param accounts all of the machine, for the users that services run as
   */
  void lay(SystemInput input, Accounts accounts, LayerBuilder layer, Report report)
      throws IOException;

  /** Configuration symbols that it needs of the kernel, beyond those that every machine needs. */
  default List<String> kernelSymbols() {
    return List.of();
  }

  /** The init system with this key. */
  static InitSystem of(Init key) {
    return switch (key) {
      case BUSYBOX -> new BusyboxInit();
      case RUNIT -> new RunitInit();
      case S6 -> new S6Init();
      case EXEC -> new ExecInit();
      case SYSTEMD -> new SystemdInit();
    };
  }
}
