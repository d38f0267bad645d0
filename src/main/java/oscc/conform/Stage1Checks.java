package oscc.conform;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import oscc.manifest.InitrdSpec;
import oscc.manifest.Locator;
import oscc.store.Digest;

/** What can still be seen of stage 1. */
final class Stage1Checks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              List.of("initrd.busybox.file", "initrd.busybox.sha256"),
              "the busybox that runs the checks, by its SHA-256",
              Stage1Checks::busybox));

  private Stage1Checks() {}

  private static List<Check> busybox(Subject subject) throws IOException {
    if (!(subject.machine().initrd().busybox()
        instanceof InitrdSpec.BusyboxSource.File(Locator locator))) {
      return List.of();
    }
    Optional<Digest> pinned = locator.sha256();
    Digest digest =
        switch (locator) {
          case Locator.LocalFile file -> Digest.of(file.path());
          case Locator.Url url -> pinned.orElseThrow();
        };
    String name = pinned.isPresent() ? "sha256" : "file";
    return List.of(
        new Check(
            "initrd.busybox." + name,
            subject.places().of("initrd", "busybox", name),
            digest.hex(),
            "sha256sum </run/oscc/agent/busybox | cut -d ' ' -f 1",
            printed -> Seen.of(printed.strip().equals(digest.hex()), Facts.firstLine(printed))));
  }
}
