package oscc.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.bundle.QemuArch;
import oscc.bundle.QemuCommand.Firmware;
import oscc.vm.Accelerator;
import oscc.vm.HostTools;

/** Looks at this host with the eyes of someone who wants to build and run machines. */
final class Examination {
  private static final long ROOMY = 2L << 30;
  private static final int USUAL_SSH_PORT = 2222;

  private final Map<String, String> environment;
  private final Path store;
  private final List<Finding> findings = new ArrayList<>();

  Examination(Map<String, String> environment, Path store) {
    this.environment = environment;
    this.store = store;
  }

  List<Finding> findings() {
    add(Finding.Verdict.OK, "java " + Runtime.version().feature(), "runs oscc", "");
    String debs = "resolves `deb` packages and kernels";
    program("apt-get", "apt", debs, Finding.Verdict.MISSING);
    QemuArch x86 = QemuArch.X86_64;
    QemuArch arm = QemuArch.AARCH64;
    program(x86.program(), x86.debianPackage(), "runs x86_64", Finding.Verdict.MISSING);
    program(arm.program(), arm.debianPackage(), "runs aarch64", Finding.Verdict.OPTIONAL);
    program("ssh", "openssh-client", "logs in by `oscc ssh`", Finding.Verdict.MISSING);
    program("ssh-keygen", "openssh-client", "makes the lab key", Finding.Verdict.MISSING);
    file(Firmware.Uefi.CODE, "ovmf", "boots as a UEFI machine");
    file(Path.of(Firmware.ROM), "ipxe-qemu", "boots over an emulated network");
    kvm();
    storeSpace();
    port();
    return findings;
  }

  private void program(String name, String debian, String need, Finding.Verdict otherwise) {
    Optional<Path> found = new HostTools(environment).program(name);
    if (found.isPresent()) {
      add(Finding.Verdict.OK, name, need, found.get().toString());
    } else {
      add(otherwise, name, need, "apt install " + debian);
    }
  }

  private void file(Path file, String debian, String need) {
    if (Files.isReadable(file)) {
      add(Finding.Verdict.OK, debian, need, file.toString());
    } else {
      add(Finding.Verdict.OPTIONAL, debian, need, "apt install " + debian);
    }
  }

  private void kvm() {
    String need = "runs machines of this host's architecture at full speed";
    Path device = Path.of("/dev/kvm");
    if (!Files.exists(device)) {
      add(Finding.Verdict.OPTIONAL, "kvm", need, "no /dev/kvm; QEMU emulates");
    } else if (!Files.isWritable(device)) {
      String group = "no right to /dev/kvm; join the group kvm";
      add(Finding.Verdict.OPTIONAL, "kvm", need, group);
    } else if (!Accelerator.virtualizes()) {
      String sham = "/dev/kvm is there, but this processor shows no virtualization; QEMU emulates";
      add(Finding.Verdict.OPTIONAL, "kvm", need, sham);
    } else {
      add(Finding.Verdict.OK, "kvm", need, "");
    }
  }

  private void storeSpace() {
    Path there =
        Stream.iterate(Optional.of(store.toAbsolutePath()), p -> p.map(Path::getParent))
            .takeWhile(Optional::isPresent)
            .map(Optional::get)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("/"));
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      boolean writable = Files.isWritable(there);
      String remark = writable ? Sizes.human(free) + " free" : "cannot write to " + there;
      boolean enough = writable && free >= ROOMY;
      add(enough ? Finding.Verdict.OK : Finding.Verdict.MISSING, "store", store.toString(), remark);
    } catch (IOException e) {
      add(
          Finding.Verdict.MISSING,
          "store",
          store.toString(),
          "cannot be looked at: " + e.getMessage());
    }
  }

  private void port() {
    String need = "leads to a machine's ssh in the examples";
    try (var socket = new ServerSocket(USUAL_SSH_PORT, 1, InetAddress.getLoopbackAddress())) {
      add(Finding.Verdict.OK, "port " + socket.getLocalPort(), need, "free");
    } catch (IOException e) {
      String remark = "taken; `run` will choose another and print it";
      add(Finding.Verdict.OPTIONAL, "port " + USUAL_SSH_PORT, need, remark);
    }
  }

  private void add(Finding.Verdict verdict, String subject, String need, String remark) {
    findings.add(new Finding(verdict, subject, need, remark));
  }
}
