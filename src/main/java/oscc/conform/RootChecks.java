package oscc.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import oscc.diag.Span;
import oscc.manifest.PackageSpec;
import oscc.manifest.RootfsSpec;
import oscc.manifest.RootfsSpec.Filesystem;

/** The root: its layers, and what of it can be written. */
final class RootChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              List.of("packages[].tar", "packages[].deb", "packages[].dir"),
              "the package layer is mounted read-only; stage 1 compared its size and superblock,"
                  + " and in memory its digest",
              RootChecks::packages),
          new Rule("rootfs.filesystem", "what is mounted at `/`", RootChecks::filesystem),
          new Rule(
              List.of("rootfs.compression", "rootfs.compression.codec"),
              "the compressor in the superblock of the package layer",
              RootChecks::codec),
          new Rule(
              "rootfs.compression.block_size",
              "the block size in the superblock of the package layer",
              RootChecks::blockSize),
          new Rule(
              "rootfs.writable",
              "a file is made and removed in `/`, `/etc`, `/usr`, `/run`, `/tmp` and `/var`",
              RootChecks::writable),
          new Rule(
              List.of("rootfs.disk.label", "rootfs.disk.partlabel"),
              "an ext4 file system that can be written, at `/run/oscc/disk`; in a test it may be"
                  + " the disk of `vm.disk`",
              RootChecks::disk),
          new Rule("rootfs.persist", "each is a mount of that disk", RootChecks::persistent));

  private static final String LAYER = "/run/oscc/package";

  /** Offsets of {@code block_size} and {@code compressor}; docs/format/squashfs.md. */
  private static final String SUPERBLOCK =
      """
      device=$(grep ' /run/oscc/package ' /proc/mounts | cut -d ' ' -f 1)
      od -A n -t u4 -j 12 -N 4 "$device"
      od -A n -t u2 -j 20 -N 2 "$device"
      """;

  private static final String WRITES =
      """
      for dir in / /etc /usr /run /tmp /var; do
        file=$dir/.oscc-test
        if (echo x >"$file") 2>/run/oscc/agent/error; then
          rm -f "$file"
          echo "$dir writable"
        elif grep -q 'Read-only file system' /run/oscc/agent/error; then
          echo "$dir read-only"
        else
          echo "$dir $(cat /run/oscc/agent/error)"
        fi
      done
      """;

  private static final List<String> STATE = List.of("/run", "/tmp", "/var");

  private RootChecks() {}

  private static boolean isMemory(Subject subject) {
    return subject.machine().rootfs().filesystem() == Filesystem.INITRAMFS;
  }

  private static List<Check> packages(Subject subject) {
    List<Check> checks = new ArrayList<>();
    if (isMemory(subject)) {
      return checks;
    }
    for (PackageSpec spec : subject.machine().packages()) {
      String kind =
          switch (spec) {
            case PackageSpec.Tar tar -> "tar";
            case PackageSpec.Deb deb -> "deb";
            case PackageSpec.Dir dir -> "dir";
          };
      checks.add(
          new Check(
              "packages[%d].%s".formatted(checks.size(), kind),
              spec.span(),
              "a read-only squashfs at " + LAYER,
              Facts.MOUNTS,
              printed -> {
                Optional<List<String>> layer = mount(printed, LAYER);
                boolean holds =
                    layer.isPresent()
                        && layer.get().get(2).equals("squashfs")
                        && layer.get().get(3).startsWith("ro");
                return Seen.of(holds, layer.map(w -> String.join(" ", w)).orElse("nothing"));
              }));
    }
    return checks;
  }

  /** The words of the line for a mount point; the last one hides those before. */
  private static Optional<List<String>> mount(String mounts, String point) {
    return mounts
        .lines()
        .map(Facts::words)
        .filter(w -> w.size() > 3 && w.get(1).equals(point))
        .reduce((first, second) -> second);
  }

  private static List<Check> filesystem(Subject subject) {
    String type = isMemory(subject) ? "rootfs" : "overlay";
    return List.of(
        new Check(
            "rootfs.filesystem",
            subject.places().of("rootfs", "filesystem"),
            type,
            Facts.MOUNTS,
            printed -> {
              String found = mount(printed, "/").map(words -> words.get(2)).orElse("nothing");
              return Seen.of(found.equals(type), found);
            }));
  }

  private static List<Check> codec(Subject subject) {
    RootfsSpec.Codec codec = subject.machine().rootfs().compression().codec();
    String name = codec.name().toLowerCase(Locale.ROOT);
    return superblock(subject, new Field("rootfs.compression", name, 1, compressor(codec)));
  }

  /** The number in {@code compressor}. */
  private static int compressor(RootfsSpec.Codec codec) {
    return switch (codec) {
      case GZIP -> 1;
      case XZ -> 4;
      case ZSTD -> 6;
    };
  }

  private static List<Check> blockSize(Subject subject) {
    int size = subject.machine().rootfs().compression().blockSize();
    String expected = "%d bytes".formatted(size);
    return superblock(subject, new Field("rootfs.compression.block_size", expected, 0, size));
  }

  /** A field of the superblock: which line of what the script prints, and the number there. */
  private record Field(String name, String expected, int line, int number) {}

  private static List<Check> superblock(Subject subject, Field field) {
    if (isMemory(subject)) {
      return List.of();
    }
    return List.of(
        new Check(
            field.name(),
            subject.places().of(field.name().split("\\.", -1)),
            field.expected(),
            SUPERBLOCK,
            printed -> {
              List<String> lines = printed.lines().map(String::strip).toList();
              String found = field.line() < lines.size() ? lines.get(field.line()) : "nothing";
              boolean holds = found.equals(Integer.toString(field.number()));
              return Seen.of(holds, holds ? field.expected() : "number " + found);
            }));
  }

  private static List<Check> writable(Subject subject) {
    RootfsSpec.Writable writable = subject.machine().rootfs().writable();
    boolean all =
        switch (writable) {
          case TMPFS, DISK -> true;
          case NONE -> isMemory(subject);
        };
    return List.of("/", "/etc", "/usr", "/run", "/tmp", "/var").stream()
        .map(dir -> dir(subject, dir, all || STATE.contains(dir) ? "writable" : "read-only"))
        .toList();
  }

  private static Check dir(Subject subject, String dir, String expected) {
    return new Check(
        "rootfs.writable." + dir,
        subject.places().of("rootfs", "writable"),
        expected,
        WRITES,
        printed -> {
          String found =
              printed
                  .lines()
                  .filter(line -> line.startsWith(dir + " "))
                  .map(line -> line.substring(dir.length() + 1))
                  .collect(Collectors.joining());
          return Seen.of(found.equals(expected), found);
        });
  }

  private static List<Check> disk(Subject subject) {
    return subject.machine().rootfs().disk().stream()
        .map(disk -> onDisk("rootfs.disk", subject.places().of("rootfs", "disk"), "/run/oscc/disk"))
        .toList();
  }

  private static List<Check> persistent(Subject subject) {
    return subject.machine().rootfs().persist().stream()
        .map(folder ->
            onDisk("rootfs.persist." + folder.value(), folder.span(), folder.value().value()))
        .toList();
  }

  private static Check onDisk(String name, Span place, String point) {
    String expected = "ext4 rw";
    return new Check(
        name,
        place,
        expected,
        Facts.MOUNTS,
        printed -> {
          String found =
              mount(printed, point)
                  .map(words -> words.get(2) + " " + words.get(3).replaceFirst(",.*", ""))
                  .orElse("nothing mounted");
          return Seen.of(found.equals(expected), found);
        });
  }
}
