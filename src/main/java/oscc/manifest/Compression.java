package oscc.manifest;

/** How an initrd segment is compressed, by the names that the manifest uses. */
public enum Compression {
  ZSTD,
  XZ,
  GZIP,
  NONE
}
