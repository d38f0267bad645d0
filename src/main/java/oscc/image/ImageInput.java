package oscc.image;

import java.util.List;
import oscc.kernel.Kernel;
import oscc.manifest.SystemAccount;
import oscc.resolve.BuildPlan;
import oscc.source.Sources;

/**
 * What the stages before have brought for an image.
 *
 * @param accounts users and groups that the packages bring
 */
public record ImageInput(
    BuildPlan plan, Sources sources, List<SystemAccount> accounts, Kernel kernel) {

  public ImageInput {
    accounts = List.copyOf(accounts);
  }
}
