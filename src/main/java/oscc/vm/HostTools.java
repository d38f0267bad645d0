package oscc.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import oscc.bundle.QemuArch;
import oscc.bundle.QemuCommand.Firmware;

/**
 * The programs and files of this host that a boot needs.
 *
 * @param environment of the process, of which PATH and OSCC_QEMU count
 */
public record HostTools(Map<String, String> environment) {

  public HostTools {
    environment = Map.copyOf(environment);
  }

  /** The program of this name that the user's PATH leads to. */
  public Optional<Path> program(String name) {
    if (name.contains("/")) {
      return Optional.of(Path.of(name)).filter(Files::isExecutable);
    }
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      Path program = Path.of(folder).resolve(name);
      if (Files.isExecutable(program) && !Files.isDirectory(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** The emulator to start. */
  public String qemu(QemuArch arch) {
    String asked = environment.getOrDefault("OSCC_QEMU", "");
    return asked.isEmpty() ? arch.program() : asked;
  }

  /**
   * Checks that everything is there for these ways.
   *
   * @throws IOException naming all that is missing, with the Debian packages that bring it
   */
  public void require(QemuArch arch, List<BootWay> ways) throws IOException {
    List<String> missing = new ArrayList<>();
    TreeSet<String> packages = new TreeSet<>();
    if (program(qemu(arch)).isEmpty()) {
      missing.add(qemu(arch));
      packages.add(arch.debianPackage());
    }
    for (BootWay way : ways) {
      switch (way) {
        case DIRECT -> {}
        case IPXE_BIOS -> require(Path.of(Firmware.ROM), "ipxe-qemu", missing, packages);
        case IPXE_UEFI -> {
          require(Path.of(Firmware.ROM), "ipxe-qemu", missing, packages);
          require(Firmware.Uefi.CODE, "ovmf", missing, packages);
          require(Firmware.Uefi.VARIABLES, "ovmf", missing, packages);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "missing on this host: %s; on Debian: apt install %s"
              .formatted(String.join(", ", missing), String.join(" ", packages)));
    }
  }

  private static void require(
      Path file, String debian, List<String> missing, TreeSet<String> packages) {
    if (!Files.isReadable(file) && !missing.contains(file.toString())) {
      missing.add(file.toString());
      packages.add(debian);
    }
  }
}
