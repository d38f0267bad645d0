package oscc.manifest;

import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;

/** What says where a server is: an address, or a name that is looked up. */
final class ServerName {
  /** Parts of letters, digits and inner hyphens. */
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*(?:\\.[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*)*");

  private ServerName() {}

  /** What looks like an address is meant as one; the rest is a name. */
  static void check(Site site, Report report) {
    String text = site.text();
    boolean isAddress = text.contains(":") || text.matches("[0-9.]+");
    boolean good =
        isAddress
            ? IpAddress.parse(text).filter(IpAddress::canBeAsked).isPresent()
            : HOST.matcher(text).matches();
    if (!good) {
      site.error(report, Code.OS0202, "%s cannot be %s".formatted(site.name(), Quoted.of(text)))
          .label("expected an address or a host name, without a port");
    }
  }
}
