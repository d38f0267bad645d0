package oscc.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.diag.Located;
import oscc.manifest.KernelSpec.KernelSource;
import oscc.manifest.KernelSpec.Modules;
import oscc.manifest.KernelSpec.RootfsModules;
import oscc.syntax.YamlNode;

/** Makes the record of {@code kernel}. */
final class KernelBinder {
  private final Inputs inputs;

  KernelBinder(Inputs inputs) {
    this.inputs = inputs;
  }

  KernelSpec kernel(Fields kernel) {
    return new KernelSpec(
        source(kernel),
        kernel.items("fragments").stream().map(this::fragment).toList(),
        kernel.words("cmdline"),
        modules(kernel.section("modules")),
        kernel.site().span());
  }

  private KernelSource source(Fields kernel) {
    Optional<Located<String>> deb = kernel.located("deb");
    if (deb.isPresent()) {
      return new KernelSource.Deb(deb.get());
    }
    Fields prebuilt = kernel.section("prebuilt");
    return new KernelSource.Prebuilt(
        input(prebuilt, "image").orElseThrow(),
        input(prebuilt, "modules"),
        input(prebuilt, "config"));
  }

  private Optional<Locator> input(Fields parent, String key) {
    return parent.find(key).map(i -> parent.fields(i).map(this::withDigest).orElseGet(() -> at(i)));
  }

  private Locator withDigest(Fields input) {
    return inputs.locator(input.find("file").orElseThrow(), PackageBinder.digest(input));
  }

  private Locator at(Site path) {
    return inputs.locator(path, Optional.empty());
  }

  private Located<Path> fragment(Site site) {
    return new Located<>(inputs.path(site.text()).orElseThrow(), site.span());
  }

  private static Modules modules(Fields modules) {
    return new Modules(
        modules.words("initrd"),
        modules.find("rootfs").map(r -> rootfs(r, modules)).orElse(new RootfsModules.All()),
        modules.words("load"));
  }

  private static RootfsModules rootfs(Site site, Fields modules) {
    if (site.node() instanceof YamlNode.Sequence) {
      List<Located<String>> patterns = modules.words("rootfs");
      return patterns.isEmpty() ? new RootfsModules.None() : new RootfsModules.Some(patterns);
    }
    return site.text().equals("all") ? new RootfsModules.All() : new RootfsModules.None();
  }
}
