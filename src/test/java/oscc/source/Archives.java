package oscc.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Makes the wrappings around tars that tests need. */
final class Archives {
  private Archives() {}

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /** A Debian package: names and bytes of its members by turns. */
  static byte[] ar(Object... members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(TarBytes.utf8("!<arch>\n"));
    for (int i = 0; i < members.length; i += 2) {
      byte[] data = (byte[]) members[i + 1];
      String header =
          String.format(
              Locale.ROOT,
              "%-16s%-12d%-6d%-6d%-8s%-10d`\n",
              members[i],
              0,
              0,
              0,
              "100644",
              data.length);
      out.writeBytes(TarBytes.utf8(header));
      out.writeBytes(data);
      if (data.length % 2 != 0) {
        out.write('\n');
      }
    }
    return out.toByteArray();
  }

  /** A package with these files and a control file. */
  static byte[] deb(TarBytes control, TarBytes data) throws IOException {
    return ar(
        "debian-binary",
        TarBytes.utf8("2.0\n"),
        "control.tar.gz",
        gzip(control.ended()),
        "data.tar",
        data.ended());
  }
}
