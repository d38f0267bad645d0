package oscc.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.bundle.Artifact;
import oscc.image.Image;
import oscc.manifest.InitrdSpec.OnFailure;
import oscc.manifest.RootfsSpec.Delivery;
import oscc.template.Template;

/**
 * {@code boot.ipxe}. It works with iPXE of 2019 and later: every segment is named by {@code
 * initrd=} too, because on UEFI older versions leave it to the kernel to ask for them by name.
 */
final class IpxeScript {
  private static final int TRIES = 5;

  /** Milliseconds without progress after which a transfer is given up. */
  private static final int TIMEOUT = 30_000;

  private IpxeScript() {}

  static String render(Image image, List<Artifact> segments) {
    Map<String, Object> values = new HashMap<>();
    values.put("name", image.spec().name().value());
    values.put("build_id", image.build().hex());
    values.put("kernel", Artifact.KERNEL.fileName());
    values.put("segments", segments.stream().map(s -> Map.of("file", s.fileName())).toList());
    values.put("cmdline", image.cmdline());
    // Older iPXE knows neither where the script came from nor its own folder, and says nothing.
    values.put("http", image.spec().rootfs().delivery() == Delivery.HTTP);
    values.put("tries", Integer.toString(TRIES));
    values.put("timeout", Integer.toString(TIMEOUT));
    values.put("give_up", giveUp(image.spec().initrd().onFailure()));
    // Who can fetch the segments would have the keys.
    boolean secret = image.spec().ssh().stream().anyMatch(ssh -> !ssh.hostKeys().isEmpty());
    return Template.load(secret ? "refuse.ipxe.mustache" : "boot.ipxe.mustache").render(values);
  }

  /** As stage 1 does when it cannot go on; iPXE of 2019 has no {@code poweroff}. */
  private static String giveUp(OnFailure onFailure) {
    return switch (onFailure) {
      case REBOOT -> "sleep 30\nreboot";
      case POWEROFF -> "sleep 30\npoweroff || exit";
      case SHELL -> "shell";
    };
  }
}
