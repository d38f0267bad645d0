package oscc.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import oscc.manifest.Arch;

/** A kernel package of the Debian mirror that this host uses, unpacked into a folder. */
record DebianKernel(Path folder, String release) {

  /**
   * Fetches what {@code meta}, such as {@code linux-image-cloud-amd64}, depends on.
   *
   * @param state where apt keeps what it knows of each architecture; updated once
   */
  static DebianKernel fetch(String meta, Arch arch, Path state, Path folder) throws IOException {
    boolean updated = Files.exists(state.resolve(arch.debian()));
    List<String> apt = aptOptions(arch, state.resolve(arch.debian()));
    if (!updated) {
      HostTool.APT.needNetwork(folder, with(apt, "apt-get", "update"));
    }
    String depends = HostTool.APT.run(folder, with(apt, "apt-cache", "depends", meta));
    String name =
        depends
            .lines()
            .map(String::strip)
            .filter(l -> l.startsWith("Depends: linux-image-"))
            .map(l -> l.substring("Depends: ".length()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(depends));
    HostTool.APT.needNetwork(folder, with(apt, "apt-get", "download", name));
    try (Stream<Path> files = Files.list(folder)) {
      Path deb = files.filter(f -> f.toString().endsWith(".deb")).findFirst().orElseThrow();
      HostTool.DPKG.run(folder, List.of("dpkg-deb", "-x", deb.toString(), folder.toString()));
      Files.delete(deb);
    }
    return new DebianKernel(folder, name.substring("linux-image-".length()));
  }

  /** A state of its own, so that any architecture works and the host's stays as it is. */
  private static List<String> aptOptions(Arch arch, Path state) throws IOException {
    Path lists = state.resolve("lists");
    Path cache = state.resolve("cache");
    Files.createDirectories(lists.resolve("partial"));
    Files.createDirectories(cache.resolve("archives/partial"));
    return List.of(
        "APT::Architecture=" + arch.debian(),
        "APT::Architectures=" + arch.debian(),
        "APT::Sandbox::User=",
        "Acquire::Languages=none",
        "Debug::NoLocking=true",
        "Dir::State::Lists=" + lists,
        "Dir::State::status=/dev/null",
        "Dir::Cache=" + cache);
  }

  private static List<String> with(List<String> options, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    options.forEach(o -> command.addAll(List.of("-o", o)));
    command.addAll(List.of(arguments));
    return command;
  }

  Path image() {
    return folder.resolve("boot/vmlinuz-" + release);
  }

  Path config() {
    return folder.resolve("boot/config-" + release);
  }

  Path modules() {
    return folder.resolve("lib/modules").resolve(release);
  }
}
