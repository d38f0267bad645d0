package oscc.debian;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The hash by which OpenSSL finds a certificate in a folder: the first four bytes, as a
 * little-endian number, of the SHA-1 of the subject in a form where letter case and blanks do not
 * count; see X509_NAME_hash(3) and openssl-rehash(1). The encoding is DER, X.690.
 */
final class SubjectHash {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private static final int INTEGER = 0x02;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int VERSION = 0xa0;

  /** Text types, and how their bytes are read; X.690 8.23. */
  private static final Map<Integer, Charset> TEXTS =
      Map.of(
          UTF8_STRING,
          StandardCharsets.UTF_8,
          0x13,
          StandardCharsets.US_ASCII, // PrintableString
          0x14,
          StandardCharsets.ISO_8859_1, // T61String, which nobody uses as such
          0x16,
          StandardCharsets.US_ASCII, // IA5String
          0x1a,
          StandardCharsets.US_ASCII, // VisibleString
          0x1c,
          Charset.forName("UTF-32BE"), // UniversalString
          0x1e,
          StandardCharsets.UTF_16BE); // BMPString

  private SubjectHash() {}

  /**
   * The hash of a certificate in PEM's form (RFC 7468); empty if it is none. Of the certificate
   * only the way to the subject is looked at, RFC 5280 4.1.
   */
  static Optional<String> ofCertificate(String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END, begin + BEGIN.length());
    if (begin < 0 || end < 0) {
      return Optional.empty();
    }
    String text = pem.substring(begin + BEGIN.length(), end);
    try {
      byte[] der = Base64.getMimeDecoder().decode(text);
      return Optional.of(of(subject(ByteBuffer.wrap(der))));
    } catch (IllegalArgumentException
        | IllegalStateException
        | BufferUnderflowException
        | IndexOutOfBoundsException e) {
      return Optional.empty(); // OpenSSL skips what it cannot read too.
    }
  }

  private static ByteBuffer subject(ByteBuffer der) {
    ByteBuffer signed = value(value(der, SEQUENCE), SEQUENCE);
    if (signed.get(signed.position()) == (byte) VERSION) {
      value(signed, VERSION);
    }
    value(signed, INTEGER); // the serial number
    value(signed, SEQUENCE); // how it is signed
    value(signed, SEQUENCE); // the issuer
    value(signed, SEQUENCE); // from when until when
    return signed;
  }

  /** Eight hexadecimal digits for a name in DER. */
  static String of(byte[] name) {
    return of(ByteBuffer.wrap(name));
  }

  private static String of(ByteBuffer name) {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    ByteBuffer sets = value(name, SEQUENCE);
    while (sets.hasRemaining()) {
      ByteBuffer pairs = value(sets, SET);
      ByteArrayOutputStream set = new ByteArrayOutputStream();
      while (pairs.hasRemaining()) {
        set.writeBytes(encode(SEQUENCE, pair(value(pairs, SEQUENCE))));
      }
      canonical.writeBytes(encode(SET, set.toByteArray()));
    }
    byte[] hash = sha1(canonical.toByteArray());
    return "%08x".formatted(ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  private static byte[] pair(ByteBuffer pair) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(encode(OBJECT_IDENTIFIER, bytes(value(pair, OBJECT_IDENTIFIER))));
    int type = pair.get(pair.position()) & 0xff;
    byte[] value = bytes(value(pair, type));
    Charset charset = TEXTS.get(type);
    if (charset == null) {
      out.writeBytes(encode(type, value));
    } else {
      String text = plain(new String(value, charset));
      out.writeBytes(encode(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8)));
    }
    return out.toByteArray();
  }

  /** Only ASCII letters have a lower case here, and only ASCII blanks are blanks. */
  private static String plain(String text) {
    StringBuilder lower = new StringBuilder();
    text.codePoints()
        .map(c -> c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)
        .forEach(lower::appendCodePoint);
    return lower.toString().replaceAll("[ \t-\r]+", " ").replaceAll("^ | $", "");
  }

  private static ByteBuffer value(ByteBuffer in, int type) {
    int found = in.get() & 0xff;
    if (found != type) {
      throw new IllegalStateException("DER type %#x, expected %#x".formatted(found, type));
    }
    int length = in.get() & 0xff;
    if (length >= 0x80) {
      int count = length & 0x7f;
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | (in.get() & 0xff);
      }
    }
    ByteBuffer value = in.slice(in.position(), length);
    in.position(in.position() + length);
    return value;
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  private static byte[] encode(int type, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(type);
    if (value.length < 0x80) {
      out.write(value.length);
    } else if (value.length < 0x100) {
      out.write(0x81);
      out.write(value.length);
    } else {
      out.write(0x82);
      out.write(value.length >> 8);
      out.write(value.length);
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
