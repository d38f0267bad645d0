package oscc.conform;

import java.nio.file.Path;
import oscc.bundle.BundleJson;
import oscc.manifest.Machine;
import oscc.manifest.Places;

/**
 * A machine that runs, and what says how it should be.
 *
 * @param places where the manifest says what
 * @param bundle from which it was booted
 * @param folder of that bundle
 * @param epoch the time stamp of all files, in seconds
 */
public record Subject(Machine machine, Places places, BundleJson bundle, Path folder, long epoch) {}
