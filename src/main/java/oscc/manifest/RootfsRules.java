package oscc.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.manifest.RootfsSpec.Codec;
import oscc.manifest.RootfsSpec.Delivery;

/** Rules of {@code rootfs}. */
final class RootfsRules {
  private final Report report;

  RootfsRules(Report report) {
    this.report = report;
  }

  void check(Fields rootfs, Fields vm) {
    Optional<Fields> compression = rootfs.fields("compression");
    if (rootfs.text("filesystem", "").equals("initramfs")) {
      rootfs
          .find("delivery")
          .filter(d -> !d.text().equals("initrd"))
          .ifPresent(d -> contradicts(d, "an initramfs comes as an initrd"));
      rootfs
          .find("writable")
          .filter(w -> !w.text().equals("tmpfs"))
          .ifPresent(w -> contradicts(w, "an initramfs is in memory and can be written"));
      compression
          .flatMap(c -> c.find("block_size"))
          .ifPresent(b -> contradicts(b, "an initramfs has no blocks"));
      for (String key : List.of("url", "disk", "persist")) {
        rootfs.find(key).ifPresent(this::contradictsInitramfs);
      }
    } else {
      new PersistRules(report).check(rootfs, vm);
      checkUrls(rootfs);
    }
    compression.ifPresent(this::checkLevel);
  }

  private void checkUrls(Fields rootfs) {
    List<Site> urls = rootfs.items("url");
    Unique unique = new Unique(report, "address");
    for (Site url : urls) {
      unique.claim(url.text(), url);
      if (!url.text().startsWith("http://")) {
        url.error(report, Code.OS0284, "stage 1 cannot fetch %s".formatted(Quoted.of(url.text())))
            .label("only `http://`")
            .help("the digest of what it fetches is checked, so nothing wrong is ever booted");
      }
    }
    boolean fetches = rootfs.text("delivery", "").equals("http");
    if (!fetches && rootfs.mentions("url") && !urls.isEmpty()) {
      rootfs
          .find("url")
          .orElseThrow()
          .error(report, Code.OS0285, "`url` only makes sense with `delivery: http`")
          .label("nothing is fetched from there")
          .help("remove it, or say `delivery: http`");
    }
    if (fetches && !rootfs.mentions("url")) {
      Site delivery = rootfs.find("delivery").orElseThrow();
      report
          .warning(
              Code.OS0286, delivery.span(), "some machines will not know where to fetch the root")
          .path(delivery.pointer())
          .label("no `url` says where it is")
          .help("iPXE before 2024 cannot tell stage 1 where it got boot.ipxe")
          .help("add `url: http://SERVER/FOLDER/`, where rootfs.squashfs will lie");
    }
  }

  private void contradictsInitramfs(Site site) {
    site.error(
            report,
            Code.OS0220,
            "%s does not go with `filesystem: initramfs`".formatted(site.name()))
        .label("it takes stage 1, which an initramfs does without");
  }

  private void contradicts(Site site, String why) {
    site.error(
            report,
            Code.OS0220,
            "%s cannot be `%s` with `filesystem: initramfs`".formatted(site.name(), site.text()))
        .label(why);
  }

  private void checkLevel(Fields compression) {
    Optional<Site> level = compression.find("level");
    Optional<Codec> codec = compression.text("codec").map(RootfsRules::codec);
    if (level.isEmpty() || codec.isEmpty()) {
      return;
    }
    int least = codec.get().leastLevel();
    int most = codec.get().mostLevel();
    long value = compression.number("level").orElseThrow();
    if (value < least || value > most) {
      String name = codec.get().name().toLowerCase(Locale.ROOT);
      level
          .get()
          .error(report, Code.OS0221, "%s has no level %d".formatted(name, value))
          .label("expected %d to %d".formatted(least, most));
    }
  }

  /** Whether the bundle will lie where others can fetch it. */
  static boolean isPublic(Fields rootfs) {
    return rootfs
        .text("delivery")
        .map(key -> Delivery.valueOf(key.toUpperCase(Locale.ROOT)))
        .orElse(Delivery.INITRD)
        .isPublic();
  }

  private static Codec codec(String key) {
    return Codec.valueOf(key.toUpperCase(Locale.ROOT));
  }
}
