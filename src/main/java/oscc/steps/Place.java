package oscc.steps;

import java.nio.file.Path;
import oscc.bundle.BundleJson;

/**
 * What steps need beside the machine.
 *
 * @param state the user's state folder, where the lab's key is
 */
public record Place(BundleJson bundle, Path state) {}
