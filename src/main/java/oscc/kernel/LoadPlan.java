package oscc.kernel;

import java.util.List;

/**
 * What became of a list of wanted modules.
 *
 * @param order modules to load, dependencies first
 * @param builtIn wanted names that the kernel has in itself
 * @param missing wanted names that the kernel has not
 */
public record LoadPlan(List<LoadableModule> order, List<String> builtIn, List<String> missing) {
  public LoadPlan {
    order = List.copyOf(order);
    builtIn = List.copyOf(builtIn);
    missing = List.copyOf(missing);
  }
}
