package oscc.kernel;

import oscc.fstree.Content;

/**
 * What a bundle takes of a kernel.
 *
 * @param content the file to boot: a bzImage, or an uncompressed arm64 Image
 * @param cmdlineLimit how many bytes its command line may have
 * @param initSize how much memory it needs to start, in bytes, from where it was loaded
 */
public record BootImage(Content content, long cmdlineLimit, long initSize) {}
