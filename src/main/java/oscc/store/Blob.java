package oscc.store;

import java.nio.file.Path;

/**
 * Bytes that lie in a file of the store (or, for local input, of the user) under a known digest.
 */
public record Blob(Path file, Digest digest, long size) {}
