package oscc.conform;

import java.util.Map;
import java.util.TreeMap;

/** The keys of the manifest that no check looks at, and why. A key is here or in a {@link Rule}. */
final class Unchecked {
  private static final String HOST = "how QEMU runs the machine: no byte of it depends on this";
  private static final String FILES =
      "where the manifest's text comes from; what it comes out as is checked";
  private static final String INPUT = "compared when the file is fetched or read";
  private static final String CONFIG =
      "said for kernels that do not show their configuration; the build compares it";
  private static final String LAYER =
      "what is taken of a package is part of the package layer, which stage 1 compares with the"
          + " build";

  private static final String STEP =
      "a step of the test itself, which is done after the checks and has its own result";

  static final Map<String, String> REASONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("oscc", "the format of the manifest, not of the machine"),
              Map.entry("extends", FILES),
              Map.entry("profiles", FILES),
              Map.entry("kernel.prebuilt.config", CONFIG),
              Map.entry("kernel.prebuilt.config.file", CONFIG),
              Map.entry("kernel.prebuilt.config.sha256", INPUT),
              Map.entry("kernel.prebuilt.image.sha256", INPUT),
              Map.entry("kernel.prebuilt.modules.sha256", INPUT),
              Map.entry(
                  "kernel.modules.initrd",
                  "a driver may refuse a machine without its hardware; stage 1 says which module"
                      + " was not loaded for another reason"),
              Map.entry(
                  "initrd.compression",
                  "the kernel has unpacked the initrd, and what is left does not show how"),
              Map.entry(
                  "initrd.busybox.deb",
                  "the lock pins the package; the build id counts its digest"),
              Map.entry("initrd.on_failure", "shows only in a machine that does not start"),
              Map.entry("packages[].sha256", INPUT),
              Map.entry("packages[].strip", LAYER),
              Map.entry("packages[].into", LAYER),
              Map.entry("packages[].include", LAYER),
              Map.entry("packages[].exclude", LAYER),
              Map.entry("packages[].replace", LAYER),
              Map.entry("packages[].depends", LAYER),
              Map.entry("packages[].without", LAYER),
              Map.entry("packages[].essential", LAYER),
              Map.entry(
                  "network.interfaces[].accept_ra",
                  "shows only where a router says something of itself"),
              Map.entry("services.*.after", "when a machine is ready, the order has been kept"),
              Map.entry("services.*.directory", "a program may choose another"),
              Map.entry(
                  "services.*.ready.command",
                  "the ready line waits for it, and it may do anything"),
              Map.entry("services.*.stop_signal", "shows only when a machine ends"),
              Map.entry("rootfs.compression.level", "a squashfs does not say it"),
              Map.entry(
                  "rootfs.delivery",
                  "a test brings the package layer in the way that `--via` says"),
              Map.entry("rootfs.size_limit", "the build holds the package layer to it"),
              Map.entry(
                  "rootfs.url", "a test brings the package layer in the way that `--via` says"),
              Map.entry("tests[].expect", STEP),
              Map.entry("tests[].send", STEP),
              Map.entry("tests[].run", STEP),
              Map.entry("tests[].ssh", STEP),
              Map.entry("tests[].screenshot", STEP),
              Map.entry("tests[].wait", STEP),
              Map.entry("tests[].reboot", STEP),
              Map.entry("tests[].poweroff", STEP),
              Map.entry("tests[].status", STEP),
              Map.entry("tests[].output", STEP),
              Map.entry("tests[].user", STEP),
              Map.entry("tests[].key", STEP),
              Map.entry("tests[].within", STEP),
              Map.entry("vm.disk", HOST),
              Map.entry("vm.memory", HOST),
              Map.entry("vm.cpus", HOST),
              Map.entry("vm.forward", HOST)));

  private Unchecked() {}
}
