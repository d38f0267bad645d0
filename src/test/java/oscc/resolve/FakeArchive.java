package oscc.resolve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import oscc.process.Run;
import oscc.store.Digest;

/** An apt archive in a folder, made with dpkg-deb, and apt settings that know nothing else. */
final class FakeArchive {
  private final Path folder;
  private final StringBuilder index = new StringBuilder();

  FakeArchive(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("etc"));
    write("");
  }

  /** Adds a package; {@code fields} are further lines of its control file. */
  FakeArchive with(String name, String version, String... fields) throws IOException {
    Path root = folder.resolve("build/" + name);
    Files.createDirectories(root.resolve("DEBIAN"));
    String more = fields.length == 0 ? "" : String.join("\n", fields) + "\n";
    String control =
        "Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: nobody\n%sDescription: test\n"
            .formatted(name, version, more);
    Files.writeString(root.resolve("DEBIAN/control"), control);
    String path = "pool/%s_%s_all.deb".formatted(name, version.replaceFirst("^.*:", ""));
    Path deb = folder.resolve(path);
    Files.createDirectories(deb.getParent());
    Run.Result built =
        Run.of(List.of("dpkg-deb", "-Znone", "-b", root.toString(), deb.toString())).result();
    if (built.status() != 0) {
      throw new IOException(built.err());
    }
    index.append(control);
    index.append("Filename: %s\nSize: %d\n".formatted(path, Files.size(deb)));
    index.append("SHA256: %s\n\n".formatted(Digest.of(deb)));
    write(index.toString());
    return this;
  }

  /** Forgets all packages: the mirror moved on. */
  void clear() throws IOException {
    index.setLength(0);
    write("");
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("Packages"), text, StandardCharsets.UTF_8);
  }

  /** Settings whose lists are always too old. */
  AptSettings settings() throws IOException {
    return settings("deb [trusted=yes arch=amd64] file:%s ./\n".formatted(folder));
  }

  AptSettings settings(String sources) throws IOException {
    Files.writeString(folder.resolve("etc/sources.list"), sources);
    return new AptSettings(folder.resolve("etc"), "amd64", Duration.ZERO);
  }
}
