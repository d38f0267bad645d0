package oscc.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.store.Digest;

/** Makes small bundles whose files are not what they say, for everything but booting. */
public final class Bundles {
  public static final BuildId BUILD = new BuildId("0123456789abcdef");

  private static final Pattern NAME = Pattern.compile("\\{\\{(\\w+)}}");

  private Bundles() {}

  public static BundleJson json(String name, String cmdline, List<PortForward> forwards) {
    List<BundleFile> files = new ArrayList<>();
    for (Artifact artifact : List.of(Artifact.KERNEL, Artifact.INITRD, Artifact.ROOTFS)) {
      files.add(new BundleFile(artifact, Digest.of(bytes(artifact)), bytes(artifact).length));
    }
    return new BundleJson(
        name,
        BUILD,
        "0.1.0",
        "x86_64",
        files,
        cmdline,
        192L << 20,
        new VmSettings(512, 1, forwards, 0, VmSettings.ONE_CARD),
        Optional.of(new SshAccess(22, true)));
  }

  /** Writes the bundle with its run script into a folder. */
  public static Path write(Path folder, BundleJson json) throws IOException {
    Files.createDirectories(folder);
    for (Artifact artifact : List.of(Artifact.KERNEL, Artifact.INITRD, Artifact.MACHINE)) {
      Files.write(folder.resolve(artifact.fileName()), bytes(artifact));
    }
    Files.write(folder.resolve("rootfs.squashfs"), bytes(Artifact.ROOTFS));
    Files.writeString(folder.resolve("bundle.json"), json.text());
    Path run = folder.resolve("run");
    Files.writeString(run, runScript(json));
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  /** The run script, rendered without the strictness of the real template engine. */
  static String runScript(BundleJson json) throws IOException {
    var script = new RunScript(json, QemuArch.X86_64, List.of(Artifact.INITRD, Artifact.MACHINE));
    String text = Files.readString(Path.of("templates/run.sh.mustache"));
    Map<String, String> values = script.values();
    return NAME.matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Objects.requireNonNull(values.get(found.group(1)), found.group(1))));
  }

  private static byte[] bytes(Artifact artifact) {
    return ("<" + artifact.fileName() + ">").getBytes(StandardCharsets.UTF_8);
  }
}
