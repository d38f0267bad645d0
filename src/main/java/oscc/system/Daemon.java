package oscc.system;

import oscc.manifest.Service;

/** What an init system keeps alive in a machine whose parts are scripts. */
sealed interface Daemon {
  /** The name by which the init system knows it; only those of services have no dot. */
  String name();

  /** What runs it: words that no shell reads otherwise. */
  String command();

  /** A part of every machine that is started anew whenever it ends. */
  record Part(String name, String command) implements Daemon {}

  /** A service of the manifest; how it ends decides whether it is started anew. */
  record Declared(Service service) implements Daemon {
    @Override
    public String name() {
      return service.name();
    }

    @Override
    public String command() {
      return "/usr/lib/oscc/start " + name();
    }
  }
}
