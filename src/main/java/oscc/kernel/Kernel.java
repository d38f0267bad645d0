package oscc.kernel;

import oscc.fstree.Content;

/**
 * A kernel that was looked at.
 *
 * @param release as {@code uname -r} will say it
 * @param image the file to boot: a bzImage, or an uncompressed arm64 Image
 */
public record Kernel(
    String release, Content image, ImageHeader header, KernelConfig config, ModuleIndex modules) {

  /** What a bundle takes of it. */
  public BootImage boot() {
    return new BootImage(image, header.cmdlineLimit(), header.initSize());
  }
}
