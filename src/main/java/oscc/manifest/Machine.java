package oscc.manifest;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import oscc.diag.Located;

/**
 * A manifest that has passed every check: what the machine is, with all defaults filled in.
 *
 * @param folder the manifest's folder, absolute; relative paths and the lock lie there
 * @param machineId 32 hexadecimal digits, or {@link #RANDOM_ID}
 * @param epoch the manifest's {@code epoch}, in seconds
 * @param initCommand the words of the program that is the init system; none if oscc knows it
 */
public record Machine(
    Path folder,
    Located<String> name,
    Optional<String> machineId,
    Located<Arch> arch,
    OptionalLong epoch,
    KernelSpec kernel,
    InitrdSpec initrd,
    List<PackageSpec> packages,
    Located<Init> init,
    List<Located<String>> initCommand,
    SortedMap<String, Service> services,
    Network network,
    List<User> users,
    Optional<Ssh> ssh,
    Logging logging,
    List<FileSpec> files,
    RootfsSpec rootfs,
    Vm vm,
    List<TestStep> tests) {
  /** The {@code machine_id} of a machine that makes one itself at each boot. */
  public static final String RANDOM_ID = "random";

  public Machine {
    packages = List.copyOf(packages);
    initCommand = List.copyOf(initCommand);
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    users = List.copyOf(users);
    files = List.copyOf(files);
    tests = List.copyOf(tests);
  }

  /** The id that the machine always has. */
  public Optional<String> fixedId() {
    return machineId.filter(id -> !id.equals(RANDOM_ID));
  }
}
