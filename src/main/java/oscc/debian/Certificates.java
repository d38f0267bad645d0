package oscc.debian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;

/**
 * What update-ca-certificates(8) makes of the certificates that packages bring: one file with all
 * of them, a link to each, and a link by the hash of its subject, by which OpenSSL looks.
 */
final class Certificates {
  private static final UnixPath FOLDER = new UnixPath("/etc/ssl/certs");
  private static final String SHARED = "/usr/share/ca-certificates/";

  private final Additions additions;
  private final Texts texts;

  Certificates(Additions additions, Texts texts) {
    this.additions = additions;
    this.texts = texts;
  }

  /** Writes them if there are any. */
  void write() {
    List<Survey.TextFile> files =
        new ArrayList<>(texts.matching("/usr/share/ca-certificates/.*\\.crt"));
    if (files.isEmpty()) {
      return;
    }
    StringBuilder list = new StringBuilder();
    files.forEach(f -> list.append(f.path().value().substring(SHARED.length())).append('\n'));
    additions.text("/etc/ca-certificates.conf", list.toString());
    files.addAll(texts.matching("/usr/local/share/ca-certificates/.*\\.crt"));
    StringBuilder bundle = new StringBuilder();
    for (Survey.TextFile file : files) {
      bundle.append(file.text()).append(file.text().endsWith("\n") ? "" : "\n");
      additions.link(FOLDER.child(linkName(file)), file.path().value());
    }
    additions.text(FOLDER.child("ca-certificates.crt").value(), bundle.toString());
    linkHashes(files);
  }

  private static String linkName(Survey.TextFile file) {
    String name = file.path().name();
    return name.substring(0, name.length() - ".crt".length())
            .replace(' ', '_')
            .replaceAll("[()]", "=")
            .replace(',', '_')
        + ".pem";
  }

  /** Certificates of one subject are counted. */
  private void linkHashes(List<Survey.TextFile> files) {
    Map<String, Integer> seen = new HashMap<>();
    for (Survey.TextFile file : files) {
      SubjectHash.ofCertificate(file.text())
          .ifPresent(hash -> {
            int number = seen.merge(hash, 1, Integer::sum) - 1;
            additions.link(FOLDER.child("%s.%d".formatted(hash, number)), linkName(file));
          });
    }
  }
}
