package oscc.bundle;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import oscc.template.ShellWord;

/**
 * What the template of a bundle's {@code run} needs to know, each value ready for the shell.
 *
 * @param segments of the initrd, in the order in which the kernel sees them
 */
public record RunScript(BundleJson bundle, QemuArch arch, List<Artifact> segments) {

  public RunScript {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("an initrd without a segment");
    }
  }

  /** Name to value, for {@code templates/run.sh.mustache}. */
  public SortedMap<String, String> values() {
    boolean disk = bundle.find(Artifact.ROOTFS).isPresent();
    var rootDisk = disk ? QemuCommand.RootDisk.ATTACHED : QemuCommand.RootDisk.NONE;
    QemuCommand qemu = QemuCommand.direct(arch, bundle.vm(), rootDisk);
    SortedMap<String, String> values = new TreeMap<>();
    values.put("name", ShellWord.quote(bundle.name()));
    values.put("build", bundle.build().hex());
    values.put("arch", arch.key());
    values.put("qemu", qemu.program());
    values.put("qemu_package", arch.debianPackage());
    values.put("emulated_cpu", arch.emulatedCpu());
    values.put("segments", segments.stream().map(RunScript::inBundle).collect(spaced()));
    values.put("disk_mib", Integer.toString(bundle.vm().disk()));
    values.put("append", ShellWord.quote(append(disk)));
    values.put("forwards", bundle.vm().forwards().stream().map(Object::toString).collect(spaced()));
    values.put("ssh_port", bundle.ssh().map(ssh -> Integer.toString(ssh.port())).orElse("none"));
    values.put(
        "arguments",
        qemu.arguments().stream().map(Word::shell).collect(Collectors.joining(" \\\n  ")));
    return values;
  }

  private String append(boolean disk) {
    return disk ? DirectCmdline.withRootDisk(bundle.cmdline()) : bundle.cmdline();
  }

  private static String inBundle(Artifact artifact) {
    return "\"$here/" + artifact.fileName() + "\"";
  }

  private static Collector<CharSequence, ?, String> spaced() {
    return Collectors.joining(" ");
  }
}
