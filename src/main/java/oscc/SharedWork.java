package oscc;

import oscc.diag.Progress;
import oscc.image.Groundworks;
import oscc.image.SharedParts;
import oscc.kernel.KnownKernels;
import oscc.resolve.LockFiles;
import oscc.source.GeneratedTrees;
import oscc.source.KnownUnits;
import oscc.store.Store;

/**
 * What the machines of one command have in common and is done once for all of them. No byte and no
 * diagnostic depends on it: each thing in it is a function of its key.
 */
public record SharedWork(
    Store store,
    LockFiles locks,
    KnownUnits units,
    KnownKernels kernels,
    SharedParts parts,
    Groundworks groundworks) {

  /** Nothing is done yet, by a program that never changes. */
  public static SharedWork with(Store store, Progress progress) {
    return with(store, "", progress);
  }

  /**
   * Nothing is done yet.
   *
   * @param maker says which oscc this is: what another one found is not believed
   * @param progress is told of what is done
   */
  public static SharedWork with(Store store, String maker, Progress progress) {
    KnownUnits units = new KnownUnits(store);
    return new SharedWork(
        store,
        new LockFiles(),
        units,
        new KnownKernels(store),
        new SharedParts(store, new GeneratedTrees(units), progress),
        new Groundworks(store, Compiler.OUTPUT_VERSION + " " + maker, progress));
  }
}
