package oscc.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;

/**
 * All that the machine layer is made of.
 *
 * @param packages the linked package tree, with the links of merged {@code /usr} in it
 * @param hostFiles contents of the host files that {@code files} and keys name
 * @param accounts users and groups that packages bring
 * @param ids what the lock gave to those that have no fixed id
 * @param epoch time stamp of all that the layer makes
 * @param applets looks into a busybox, or remembers what one has
 * @param readyLine what the console says when all is up
 */
public record SystemInput(
    Machine machine,
    FileTree packages,
    Map<Locator.LocalFile, Content> hostFiles,
    List<SystemAccount> accounts,
    SystemIds ids,
    long epoch,
    String readyLine,
    String buildId,
    Applets applets) {

  /** Says which applets a busybox has, as {@link BusyboxApplets} does. */
  @FunctionalInterface
  public interface Applets {
    Set<String> of(Content program) throws IOException;
  }

  public SystemInput {
    hostFiles = Map.copyOf(hostFiles);
    accounts = List.copyOf(accounts);
  }
}
