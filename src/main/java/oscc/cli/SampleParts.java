package oscc.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The files of {@link SampleMachine}: headers that say what oscc asks of such a file, no more. */
final class SampleParts {
  /** The release of the kernel. */
  static final String RELEASE = "6.1.0-sample";

  /** What stage 1 and the init may want of a busybox. */
  private static final String APPLETS =
      "ash awk base64 basename blkid blockdev cat chgrp chmod chown chpasswd chroot chvt cmp cp"
          + " crond cttyhack cut date dd depmod df dirname dmesg du echo egrep env expr false"
          + " fgrep find fsync getopt getty grep gunzip gzip halt head hostname hwclock id"
          + " ifconfig init insmod ip kill killall klogd ln logger login losetup ls lsmod md5sum"
          + " mdev mkdir mkfifo mknod mkswap mktemp modprobe more mount mountpoint mv nc nohup"
          + " nologin nproc nslookup od passwd pgrep pidof ping pivot_root pkill poweroff printf"
          + " ps pwd readlink realpath reboot reset rm rmdir rmmod route run-parts sed seq setsid"
          + " setuidgid sh sha256sum sha512sum sleep sort start-stop-daemon stat stty su sulogin"
          + " swapoff swapon switch_root sync sysctl syslogd tail tar tee test tftp time timeout"
          + " top touch tr true truncate tty udhcpc uevent umount uname uniq uptime usleep vi wc"
          + " wget which who whoami xargs xz yes zcat";

  private static final int ELF_HEADER = 64;

  private SampleParts() {}

  /** A bzImage without a kernel in it; Documentation/arch/x86/boot.rst. */
  static byte[] kernel() {
    ByteBuffer image = ByteBuffer.allocate(4 * 512).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0x1f1, (byte) 2).putShort(0x1fe, (short) 0xaa55).put(0x202, ascii("HdrS"));
    image.putShort(0x206, (short) 0x20f).putShort(0x20e, (short) 0x100).put(0x211, (byte) 1);
    image.putInt(0x22c, 0x7fffffff).putShort(0x236, (short) 0x7f).putInt(0x238, 2047);
    image.putInt(0x24c, 512).putInt(0x260, 0x3000000).put(0x300, ascii(RELEASE + " (oscc)\0"));
    return image.array();
  }

  /** A static program with the table of applets that a busybox has. */
  static byte[] busybox() {
    String table = String.join("\0", new TreeSet<>(List.of(APPLETS.split(" "))));
    return join(elf(2, 0, 0), ascii("\0\0" + table + "\0\0"));
  }

  /** A relocatable file with nothing but a {@code .modinfo} section; elf(5). */
  static byte[] module(String modinfo) {
    byte[] text = ascii(modinfo);
    byte[] names = ascii("\0.modinfo\0.shstrtab\0");
    ByteBuffer sections = ByteBuffer.allocate(3 * 64).order(ByteOrder.LITTLE_ENDIAN);
    sections.putInt(64, 1).putInt(64 + 4, 1);
    sections.putLong(64 + 24, ELF_HEADER).putLong(64 + 32, text.length);
    sections.putInt(128, 10).putInt(128 + 4, 3);
    sections.putLong(128 + 24, ELF_HEADER + text.length).putLong(128 + 32, names.length);
    byte[] head = elf(1, 3, ELF_HEADER + text.length + names.length);
    return join(head, text, names, sections.array());
  }

  private static byte[] elf(int type, int sections, long at) {
    ByteBuffer header = ByteBuffer.allocate(ELF_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    header.putShort(16, (short) type).putShort(18, (short) 62).putLong(40, at);
    header.putShort(58, (short) 64).putShort(60, (short) sections);
    return header.putShort(62, (short) Math.max(0, sections - 1)).array();
  }

  /** A tar archive of files, all of them executable; tar(5). */
  static byte[] tar(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    files.forEach((name, bytes) -> {
      out.writeBytes(tarHeader(name, bytes.length));
      out.writeBytes(bytes);
      out.writeBytes(new byte[-bytes.length & 511]);
    });
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private static byte[] tarHeader(String name, int size) {
    ByteBuffer block = ByteBuffer.allocate(512);
    block.put(0, ascii(name)).put(100, ascii("0000755\0")).put(108, ascii("0000000\0"));
    block.put(116, ascii("0000000\0")).put(124, ascii(octal("%011o\0", size)));
    block.put(136, ascii("00000000000\0")).put(148, ascii("        "));
    block.put(156, ascii("0")).put(257, ascii("ustar\00000"));
    int sum = 0;
    for (byte b : block.array()) {
      sum += b;
    }
    return block.put(148, ascii(octal("%06o\0 ", sum))).array();
  }

  private static String octal(String format, int number) {
    return String.format(Locale.ROOT, format, number);
  }

  /** A Debian package; deb(5) and ar(5). */
  static byte[] deb(byte[] postinst, Map<String, byte[]> files) {
    byte[] control = tar(Map.of("./control", ascii("Package: sample\n"), "./postinst", postinst));
    return join(
        ascii("!<arch>\n"),
        member("debian-binary", ascii("2.0\n")),
        member("control.tar", control),
        member("data.tar", tar(files)));
  }

  private static byte[] member(String name, byte[] bytes) {
    String header =
        String.format(
            Locale.ROOT, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, 0, 0, 0, "100644", bytes.length);
    return join(ascii(header), bytes);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
