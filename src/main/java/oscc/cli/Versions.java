package oscc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oscc.bundle.QemuArch;
import oscc.manifest.OsccVersion;
import oscc.process.Run;
import oscc.vm.Accelerator;
import oscc.vm.HostTools;

/** What this host is and which versions of what it has, for a bug report. */
record Versions(Map<String, String> environment) {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Variables that change what oscc does. */
  private static final List<String> SHOWN =
      List.of(
          "LANG",
          "LC_ALL",
          "PATH",
          "OSCC_ACCEL",
          "OSCC_APPEND",
          "OSCC_FORWARDS",
          "OSCC_QEMU",
          "SOURCE_DATE_EPOCH",
          "XDG_CACHE_HOME",
          "XDG_STATE_HOME",
          "http_proxy",
          "https_proxy",
          "no_proxy");

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "oscc", OsccVersion.TEXT);
    line(text, "java", System.getProperty("java.vm.name") + " " + Runtime.version());
    line(text, "host", system());
    line(text, "distribution", distribution());
    line(text, "processors", "" + Runtime.getRuntime().availableProcessors());
    for (QemuArch arch : QemuArch.values()) {
      line(text, "qemu for " + arch.key(), qemu(arch));
      line(text, "accelerator for " + arch.key(), Accelerator.of(arch, environment).key());
    }
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          if (SHOWN.contains(name)) {
            line(text, "environment " + name, value);
          }
        });
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%s: %s\n".formatted(name, value));
  }

  private static String system() {
    return "%s %s %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
  }

  private static String distribution() {
    try {
      return Files.readAllLines(Path.of("/etc/os-release")).stream()
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private String qemu(QemuArch arch) {
    HostTools tools = new HostTools(environment);
    String program = tools.qemu(arch);
    if (tools.program(program).isEmpty()) {
      return "not installed";
    }
    try {
      String said = Run.of(List.of(program, "--version")).within(SOON).result().out();
      return said.lines().findFirst().orElse("says no version");
    } catch (IOException e) {
      return "does not answer: " + e.getMessage();
    }
  }
}
