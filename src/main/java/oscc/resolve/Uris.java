package oscc.resolve;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses without what must not be kept or shown. */
public final class Uris {
  private Uris() {}

  /** The address without user name and password. */
  public static URI withoutCredentials(URI uri) {
    String user = uri.getRawUserInfo();
    if (user == null) {
      return uri;
    }
    return URI.create(uri.toString().replaceFirst("//[^/@]*@", "//"));
  }

  /** A path of an archive's index as addresses spell it: {@code +} and {@code ~} may be escaped. */
  public static String encodePath(String path) {
    try {
      String encoded = new URI(null, null, "/" + path, null).toASCIIString().substring(1);
      // Some servers take a plus sign for a blank, so apt escapes it; so do we.
      return encoded.replace("+", "%2b");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("path " + path, e);
    }
  }
}
