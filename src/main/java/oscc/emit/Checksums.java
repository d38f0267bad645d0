package oscc.emit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import oscc.bundle.BundleFile;

/** {@code SHA256SUMS}, for {@code sha256sum -c}. */
final class Checksums {
  private Checksums() {}

  static String render(List<BundleFile> files) {
    return files.stream()
        .sorted(Comparator.comparing(f -> f.artifact().fileName()))
        .map(f -> "%s  %s\n".formatted(f.digest(), f.artifact().fileName()))
        .collect(Collectors.joining());
  }
}
