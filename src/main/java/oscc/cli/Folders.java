package oscc.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where oscc keeps things for the user, by the XDG rules. */
record Folders(Path cache, Path state) {

  static Folders of(Map<String, String> environment) {
    Path home = absolute(environment, "HOME").orElse(Path.of("/root"));
    Path cache = absolute(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    Path state = absolute(environment, "XDG_STATE_HOME").orElse(home.resolve(".local/state"));
    return new Folders(cache.resolve("oscc"), state.resolve("oscc"));
  }

  // "All paths set in these environment variables must be absolute"; others are to be ignored.
  private static Optional<Path> absolute(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> value.startsWith("/"))
        .map(Path::of);
  }
}
