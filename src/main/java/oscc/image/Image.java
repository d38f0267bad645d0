package oscc.image;

import oscc.bundle.BuildId;
import oscc.bundle.ReadyLine;
import oscc.fstree.FileTree;
import oscc.initrd.Stage1;
import oscc.initrd.Stage1Parameters;
import oscc.kernel.BootImage;
import oscc.manifest.Machine;
import oscc.store.Digest;
import oscc.system.MachineLayer;

/**
 * A machine with everything decided and nothing encoded.
 *
 * @param epoch time stamp of all that oscc makes, in seconds
 * @param cmdline the kernel command line for a boot over the network
 * @param base the first segment of the initrd, the same for machines with the same kernel
 * @param root the package layer
 * @param layer what makes this machine itself
 */
public record Image(
    Machine spec,
    BuildId build,
    long epoch,
    BootImage kernel,
    String cmdline,
    FileTree base,
    Root root,
    MachineLayer layer) {

  /** Whether the kernel keeps the initramfs in a ramfs rather than in a tmpfs, which is bounded. */
  public boolean unpacksToRamfs() {
    return CommandLine.asksForRamfs(cmdline);
  }

  /**
   * The segment that is this machine's own.
   *
   * @param rootSize bytes of the package layer
   * @param rootDigest of that many bytes
   */
  public FileTree machineSegment(long rootSize, Digest rootDigest) {
    String readyLine = new ReadyLine(spec.name().value(), build).text();
    var parameters = new Stage1Parameters(spec, build.hex(), readyLine, rootSize, rootDigest);
    return Stage1.machineSegment(layer.overlay(), parameters, epoch);
  }
}
