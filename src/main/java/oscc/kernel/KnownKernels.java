package oscc.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import oscc.fstree.Content;
import oscc.fstree.Unit;
import oscc.store.Digest;
import oscc.store.Once;
import oscc.store.Store;

/** What this process has read of kernels, so that each is read once for however many machines. */
public final class KnownKernels {
  /** No kernel has a configuration that is nearly this long; a file that has is none. */
  private static final int CONFIG_LIMIT = 16 << 20;

  private final Store store;
  private final Once<IndexKey, CheckedModules> indexes = new Once<>();
  private final Once<Digest, Map<String, String>> configs = new Once<>();

  private record IndexKey(Digest unit, String release) {}

  public KnownKernels(Store store) {
    this.store = store;
  }

  Store store() {
    return store;
  }

  CheckedModules modules(String release, Unit unit) throws IOException {
    return indexes.get(
        new IndexKey(unit.id(), release), () -> CheckedModules.of(ModuleIndex.of(release, unit)));
  }

  /** The values in a configuration file. */
  Map<String, String> config(Content file) throws IOException {
    return configs.get(
        file.digest(),
        () -> {
          if (file.size() > CONFIG_LIMIT) {
            throw new IOException(
                "%d bytes are too many for a kernel's configuration".formatted(file.size()));
          }
          try (InputStream in = file.openSound()) {
            byte[] text = in.readAllBytes();
            return Map.copyOf(ConfigText.parse(new String(text, StandardCharsets.UTF_8)));
          }
        });
  }
}
