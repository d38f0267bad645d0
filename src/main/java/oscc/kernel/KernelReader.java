package oscc.kernel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import oscc.codec.Codec;
import oscc.diag.Code;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.Unit;
import oscc.manifest.Arch;
import oscc.manifest.Machine;
import oscc.source.Sources;

/** Looks at the files of a kernel: what it is, how it is configured, what modules it has. */
public final class KernelReader {
  /** No kernel unpacks to more; what does is none, or meant harm. */
  private static final long UNPACKED_LIMIT = 1L << 30;

  /** Names of releases are at most so long: {@code __NEW_UTS_LEN}. */
  private static final int RELEASE_LIMIT = 64;

  private final Machine machine;
  private final KnownKernels known;
  private final Report report;
  private final KernelSpans spans;

  private KernelReader(Machine machine, KnownKernels known, Report report) {
    this.machine = machine;
    this.known = known;
    this.report = report;
    this.spans = KernelSpans.of(machine.kernel());
  }

  /**
   * The kernel that these files are. What is wrong with it is reported; only when there is no
   * kernel at all does it end the compilation.
   */
  public static Kernel read(
      Machine machine, Sources.KernelFiles files, KnownKernels known, Report report)
      throws IOException, Rejected {
    return new KernelReader(machine, known, report).read(files);
  }

  private Kernel read(Sources.KernelFiles files) throws IOException, Rejected {
    Content image = unpacked(files.image());
    ImageHeader header = header(image);
    String release = release(image, header);
    ModuleIndex modules = modules(release, files.modules());
    Optional<KernelConfig> config =
        files.config().isPresent()
            ? config(files.config().get())
            : Ikconfig.find(image, header).map(v -> KernelConfig.of(KernelConfig.Origin.IMAGE, v));
    return new Kernel(
        release, image, header, config.orElseGet(() -> KernelConfig.inferred(modules)), modules);
  }

  /** An arm64 kernel may come as {@code Image.gz}; what boots it wants it unpacked. */
  private Content unpacked(Content image) throws IOException, Rejected {
    Codec codec;
    try (InputStream in = image.open()) {
      codec = Codec.detect(in.readNBytes(Codec.HEAD));
    }
    if (machine.arch().value() != Arch.AARCH64 || codec == Codec.NONE) {
      return image;
    }
    try (InputStream packed = image.open();
        InputStream in = codec.decompress(packed)) {
      return Content.of(known.store().keep(new LimitedStream(in, UNPACKED_LIMIT)));
    } catch (EOFException | ZipException e) {
      throw refused(ImageReader.Reason.DAMAGED, "compressed and does not unpack");
    } catch (IOException e) {
      throw new IOException(
          "%s: cannot unpack the kernel's image: %s".formatted(spans.image(), e.getMessage()), e);
    }
  }

  private ImageHeader header(Content image) throws IOException, Rejected {
    return switch (ImageReader.read(image)) {
      case ImageReader.Outcome.Image(ImageHeader header) -> checkArch(header);
      case ImageReader.Outcome.Refused(ImageReader.Reason reason, String what) ->
          throw refused(reason, what);
    };
  }

  private ImageHeader checkArch(ImageHeader header) throws Rejected {
    Arch wanted = machine.arch().value();
    if (header.arch() == wanted) {
      return header;
    }
    report
        .error(
            Code.OS0501,
            spans.image(),
            "the kernel is for %s, the machine is %s".formatted(header.arch().key(), wanted.key()))
        .related("the machine's architecture", machine.arch().span());
    throw new Rejected();
  }

  private Rejected refused(ImageReader.Reason reason, String what) {
    switch (reason) {
      case NOT_A_KERNEL ->
          report
              .error(Code.OS0500, spans.image(), "the kernel's image is " + what)
              .help("expected " + expected());
      case DAMAGED ->
          report
              .error(Code.OS0502, spans.image(), "the kernel's image is " + what)
              .help("fetch or copy it again: it was probably cut short");
      case UNSUPPORTED ->
          report
              .error(Code.OS0503, spans.image(), "the kernel's image is " + what)
              .help("expected " + expected());
    }
    return new Rejected();
  }

  private String expected() {
    return switch (machine.arch().value()) {
      case X86_64 -> "a bzImage for x86_64, such as `arch/x86/boot/bzImage` of a kernel build";
      case AARCH64 -> "an arm64 `Image` or `Image.gz` of a kernel build";
    };
  }

  private String release(Content image, ImageHeader header) throws IOException, Rejected {
    Optional<String> release =
        switch (header) {
          case ImageHeader.BzImage bz -> Optional.of(bz.version().strip().split("\\s+", 2)[0]);
          case ImageHeader.Arm64Image arm64 -> banner(image);
        };
    if (release.filter(KernelReader::isRelease).isEmpty()) {
      throw refused(ImageReader.Reason.DAMAGED, "a kernel that does not say its release");
    }
    return release.get();
  }

  /** The release in {@code linux_banner}, which init/version.c puts into every kernel. */
  private static Optional<String> banner(Content image) throws IOException {
    try (InputStream in = image.open()) {
      ByteSearch search = new ByteSearch(in);
      while (search.skipPast("Linux version ")) {
        Optional<String> word = search.word(RELEASE_LIMIT).filter(KernelReader::isRelease);
        if (word.isPresent()) {
          return word;
        }
      }
      return Optional.empty();
    }
  }

  private static boolean isRelease(String word) {
    return word.length() <= RELEASE_LIMIT && word.matches("[0-9]+\\.[0-9][A-Za-z0-9._+~-]*");
  }

  private ModuleIndex modules(String release, Optional<Unit> unit) throws IOException {
    return unit.isPresent()
        ? new ModuleCheck(release, spans.modules(), report).index(unit.get(), known)
        : ModuleIndex.none(release);
  }

  private Optional<KernelConfig> config(Content file) throws IOException {
    Map<String, String> values = known.config(file);
    if (values.isEmpty()) {
      report
          .error(Code.OS0504, spans.config(), "the kernel's configuration has no `CONFIG_` line")
          .help("expected the `.config` of the kernel build, often named `config-RELEASE`");
      return Optional.empty();
    }
    return Optional.of(KernelConfig.of(KernelConfig.Origin.FILE, values));
  }
}
