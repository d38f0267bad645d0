package oscc.initrd;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import oscc.manifest.Machine;
import oscc.store.Digest;
import oscc.template.ShellWord;

/**
 * What stage 1 must know of one machine; it travels in the machine segment, so that the base
 * segment can be that of many.
 *
 * @param size bytes of the package layer with its padding
 * @param sha256 digest of that many bytes
 */
public record Stage1Parameters(Machine machine, String buildId, long size, Digest sha256) {
  private static final int ROOT_WAIT_SECONDS = 30;

  public Stage1Parameters {
    if (size <= 0) {
      throw new IllegalArgumentException("package layer of %d bytes".formatted(size));
    }
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
    StringBuilder text = new StringBuilder();
    values.forEach((k, v) -> text.append(k).append('=').append(ShellWord.quote(v)).append('\n'));
    return text.toString();
  }
}
