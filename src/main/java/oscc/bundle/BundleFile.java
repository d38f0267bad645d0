package oscc.bundle;

import oscc.store.Digest;

/** One file of a bundle, with what its bytes are known by. */
public record BundleFile(Artifact artifact, Digest digest, long size) {}
