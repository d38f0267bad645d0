package oscc.debian;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;

/** The declarative files of all packages, by path; of two at one path the later counts. */
record Texts(List<Survey.TextFile> files) {
  private static final Pattern POSTINST = Pattern.compile("/var/lib/dpkg/info/.*\\.postinst");

  Texts {
    files = List.copyOf(files);
  }

  /** The files whose whole path matches, by name in byte order. */
  List<Survey.TextFile> matching(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return files.stream()
        .filter(f -> pattern.matcher(f.path().value()).matches())
        .sorted(Comparator.comparing(Survey.TextFile::path))
        .toList();
  }

  Optional<String> find(String path) {
    UnixPath wanted = new UnixPath(path);
    return files.stream()
        .filter(f -> f.path().equals(wanted))
        .map(Survey.TextFile::text)
        .reduce((earlier, later) -> later);
  }

  /** The scripts that dpkg would run after unpacking, in the order of the packages. */
  Stream<Survey.TextFile> postinsts() {
    return files.stream().filter(Texts::isPostinst);
  }

  static boolean isPostinst(Survey.TextFile file) {
    return POSTINST.matcher(file.path().value()).matches();
  }
}
