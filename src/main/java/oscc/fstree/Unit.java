package oscc.fstree;

import oscc.store.Digest;

/**
 * One package after selection: its files, with contents in the store, and what was surveyed of
 * them.
 *
 * @param name as messages show it: a package's name or a path in the manifest
 * @param id digest of the whole tree: paths, attributes and contents
 */
public record Unit(String name, Digest id, FileTree tree, Survey survey) {}
