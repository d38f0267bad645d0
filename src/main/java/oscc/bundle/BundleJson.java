package oscc.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.json.JsonReader;
import oscc.json.JsonWriter;

/**
 * What {@code bundle.json} says about a bundle.
 *
 * @param oscc the version that built it
 * @param arch as the manifest says it: {@code x86_64}
 * @param files all but {@code bundle.json} and {@code SHA256SUMS}, in the order of their names
 * @param cmdline the kernel command line with which the machine boots over the network
 * @param leastMemory bytes that a boot over the network takes at least, by decision 080
 * @param ssh there if the machine has a server
 */
public record BundleJson(
    String name,
    BuildId build,
    String oscc,
    String arch,
    List<BundleFile> files,
    String cmdline,
    long leastMemory,
    VmSettings vm,
    Optional<SshAccess> ssh) {

  /** The version of this format; raised when a reader of the old one would go wrong. */
  public static final int FORMAT = 1;

  public BundleJson {
    files =
        files.stream()
            .sorted((a, b) -> a.artifact().fileName().compareTo(b.artifact().fileName()))
            .toList();
  }

  /** The ready line of this machine. */
  public ReadyLine readyLine() {
    return new ReadyLine(name, build);
  }

  /** The file of this kind, if the bundle has one. */
  public Optional<BundleFile> find(Artifact artifact) {
    return files.stream().filter(f -> f.artifact() == artifact).findFirst();
  }

  /**
   * Bytes that such a boot takes by UEFI: iPXE keeps what it has loaded until the kernel's EFI stub
   * has made copies of its own; decision 080.
   */
  public long leastMemoryByUefi() {
    return leastMemory
        + files.stream().filter(f -> isLoaded(f.artifact())).mapToLong(BundleFile::size).sum();
  }

  private boolean isLoaded(Artifact artifact) {
    return switch (artifact) {
      case KERNEL, INITRD, MACHINE, ROOT_HEADER, ROOTFS_CPIO -> true;
      case ROOTFS -> find(Artifact.ROOT_HEADER).isPresent();
      case IPXE_SCRIPT, RUN, BUNDLE_JSON, SHA256SUMS -> false;
    };
  }

  /** The text of the file. */
  public String text() {
    return JsonWriter.pretty(BundleJsonForm.toJson(this));
  }

  /** Reads the {@code bundle.json} of a bundle. */
  public static BundleJson read(Path bundle) throws IOException {
    Path file = bundle.resolve(Artifact.BUNDLE_JSON.fileName());
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IOException("%s: no bundle here, `%s` is missing".formatted(bundle, file), e);
    }
  }

  /** Reads the text of such a file; {@code name} is for messages. */
  public static BundleJson parse(String name, String text) throws IOException {
    return new BundleJsonForm(name).fromJson(JsonReader.read(name, text));
  }
}
