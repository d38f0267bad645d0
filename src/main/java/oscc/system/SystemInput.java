package oscc.system;

import java.util.List;
import java.util.Map;
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
    String buildId) {

  public SystemInput {
    hostFiles = Map.copyOf(hostFiles);
    accounts = List.copyOf(accounts);
  }
}
