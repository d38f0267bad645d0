package oscc.initrd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import oscc.diag.Located;
import oscc.manifest.Init;
import oscc.manifest.Machine;
import oscc.manifest.RootfsSpec.Delivery;
import oscc.manifest.RootfsSpec.StateDisk;
import oscc.store.Digest;
import oscc.template.ShellWord;

/**
 * What stage 1 must know of one machine; it travels in the machine segment, so that the base
 * segment can be that of many.
 *
 * @param readyLine what says that the machine is up, where nobody else could say it
 * @param size bytes of the package layer with its padding
 * @param sha256 digest of that many bytes
 */
public record Stage1Parameters(
    Machine machine, String buildId, String readyLine, long size, Digest sha256) {
  private static final int ROOT_WAIT_SECONDS = 30;

  /** The label of the file system on a partition that is found by its own name. */
  private static final String PARTITION_FILE_SYSTEM = "oscc";

  public Stage1Parameters {
    if (size <= 0) {
      throw new IllegalArgumentException("package layer of %d bytes".formatted(size));
    }
  }

  private void put(StateDisk disk, Map<String, String> values) {
    values.put(
        "disk",
        switch (disk) {
          case StateDisk.Label(String label) -> "label=" + label;
          case StateDisk.Partition(String label) -> "partlabel=" + label;
        });
    values.put(
        "disk_label",
        switch (disk) {
          case StateDisk.Label(String label) -> label;
          case StateDisk.Partition _ -> PARTITION_FILE_SYSTEM;
        });
    values.put(
        "persist",
        machine.rootfs().persist().stream()
            .map(f -> f.value().value())
            .collect(Collectors.joining(" ")));
  }

  /** Assignments of a POSIX shell. */
  String render() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", machine.name().value());
    values.put("build_id", buildId);
    values.put("root_size", Long.toString(size));
    values.put("root_sha256", sha256.hex());
    values.put("root_wait", Integer.toString(ROOT_WAIT_SECONDS));
    values.put("on_failure", machine.initrd().onFailure().name().toLowerCase(Locale.ROOT));
    values.put("writable", machine.rootfs().writable().name().toLowerCase(Locale.ROOT));
    values.put("init_command", command());
    if (machine.init().value() == Init.EXEC) {
      values.put("hostname", machine.network().hostname());
      values.put("ready_line", readyLine);
    }
    if (machine.rootfs().delivery() == Delivery.HTTP) {
      values.put(
          "root_urls",
          machine.rootfs().urls().stream().map(Located::value).collect(Collectors.joining(" ")));
    }
    machine.rootfs().disk().ifPresent(disk -> put(disk, values));
    StringBuilder text = new StringBuilder();
    values.forEach((k, v) -> text.append(k).append('=').append(ShellWord.quote(v)).append('\n'));
    return text.toString();
  }

  /** What stage 1 starts, as words of a shell. */
  private String command() {
    List<String> words =
        machine.init().value() == Init.EXEC
            ? machine.initCommand().stream().map(Located::value).toList()
            : List.of("/sbin/init");
    return String.join(" ", words.stream().map(ShellWord::quote).toList());
  }
}
