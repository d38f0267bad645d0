package oscc.manifest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address with the length of its network's prefix; a lone address is its own network. */
record IpAddress(InetAddress address, int prefix) {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:\\.|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

  /**
   * An address alone: {@code 192.0.2.1}, {@code 2001:db8::1}. An IPv4 address written as one of
   * IPv6, {@code ::ffff:192.0.2.1} (RFC 4291, 2.5.5.2), is none that an interface or a route has.
   */
  static Optional<IpAddress> parse(String text) {
    if (!(V4.matcher(text).matches() && !text.endsWith(".")) && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      if (text.contains(":") && address.getAddress().length == 4) {
        return Optional.empty();
      }
      return Optional.of(new IpAddress(address, address.getAddress().length * 8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** An address with the length of its prefix: {@code 192.0.2.10/24}. */
  static Optional<IpAddress> parseWithPrefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return parse(text.substring(0, slash))
        .filter(a -> length <= a.width())
        .map(a -> new IpAddress(a.address(), length));
  }

  /** Whether it is of IPv6. */
  boolean isIpv6() {
    return width() == 128;
  }

  /** Whether no bit behind the prefix is set. */
  boolean isNetwork() {
    return Arrays.equals(address.getAddress(), masked());
  }

  /** The network that this is in: {@code 192.0.2.0/24}. */
  String network() {
    try {
      return InetAddress.getByAddress(masked()).getHostAddress() + "/" + prefix;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of %d bits".formatted(width()), e);
    }
  }

  private byte[] masked() {
    byte[] bytes = address.getAddress();
    for (int bit = prefix; bit < width(); bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return bytes;
  }

  private int width() {
    return address.getAddress().length * 8;
  }

  /** Whether another address lies in this one's network. */
  boolean reaches(IpAddress other) {
    byte[] own = address.getAddress();
    byte[] others = other.address.getAddress();
    if (own.length != others.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      if (bit(own, bit) != bit(others, bit)) {
        return false;
      }
    }
    return true;
  }

  /** Whether another address is this one, or stands for all of this one's network. */
  boolean isOwnOrWhole(IpAddress other) {
    boolean same = other.address.equals(address);
    return same || (reaches(other) && new IpAddress(other.address, prefix).isNetworkOrBroadcast());
  }

  /** Whether the part behind the prefix has only zeros, or only ones. */
  boolean isNetworkOrBroadcast() {
    int width = width() - prefix;
    if (width() != 32 || width < 2) {
      return false;
    }
    int ones = 0;
    for (int bit = prefix; bit < 32; bit++) {
      ones += bit(address.getAddress(), bit);
    }
    return ones == 0 || ones == width;
  }

  /** Whether it is 127.0.0.0/8, ::1, multicast, 0.0.0.0 or ::. */
  boolean isSpecial() {
    return address.isLoopbackAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress();
  }

  /** Whether somebody may answer there, whichever interface the packet leaves by. */
  boolean canBeAsked() {
    return !address.isMulticastAddress() && !address.isAnyLocalAddress() && !isIpv6LinkLocal();
  }

  /** Whether it is in fe80::/10, which every IPv6 interface reaches. */
  boolean isIpv6LinkLocal() {
    return isIpv6() && address.isLinkLocalAddress();
  }

  private static int bit(byte[] bytes, int bit) {
    return (bytes[bit / 8] >> (7 - bit % 8)) & 1;
  }
}
