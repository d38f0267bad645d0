package oscc.vm;

import java.nio.file.Path;
import oscc.bundle.BundleJson;

/** One machine that is to be booted in one way. */
public record Trial(Path folder, BundleJson bundle, BootWay way) {

  /** Name of the machine and of the way, for people and file names. */
  public String label() {
    return bundle.name() + "-" + way.key();
  }
}
