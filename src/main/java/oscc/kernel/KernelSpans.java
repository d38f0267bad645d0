package oscc.kernel;

import oscc.diag.Span;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;

/** Where the manifest names the files of its kernel. */
record KernelSpans(Span image, Span modules, Span config) {

  static KernelSpans of(KernelSpec kernel) {
    return switch (kernel.source()) {
      case KernelSpec.KernelSource.Deb deb -> {
        Span name = deb.name().span();
        yield new KernelSpans(name, name, name);
      }
      case KernelSpec.KernelSource.Prebuilt prebuilt ->
          new KernelSpans(
              prebuilt.image().span(),
              prebuilt.modules().map(Locator::span).orElse(kernel.span()),
              prebuilt.config().map(Locator::span).orElse(kernel.span()));
    };
  }
}
