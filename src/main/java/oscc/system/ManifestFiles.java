package oscc.system;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.manifest.FileSpec;
import oscc.manifest.HostKeys;

/** The manifest's {@code files}, which win over everything else. */
final class ManifestFiles {
  private final SystemInput input;
  private final LayerBuilder layer;
  private final Accounts accounts;
  private final Report report;

  ManifestFiles(SystemInput input, LayerBuilder layer, Accounts accounts, Report report) {
    this.input = input;
    this.layer = layer;
    this.accounts = accounts;
    this.report = report;
  }

  /** Removes first, so that a removed folder can get new files whatever the order of entries. */
  void lay() {
    for (FileSpec file : input.machine().files()) {
      if (file.body() instanceof FileSpec.Body.Absent && !layer.remove(file.path(), file.span())) {
        report
            .warning(Code.OS0612, file.span(), "`%s` is not in the machine".formatted(file.path()))
            .help("leave the entry out, or mend the path");
      }
    }
    input.machine().files().forEach(this::put);
  }

  private void put(FileSpec file) {
    switch (file.body()) {
      case FileSpec.Body.Text text -> putContent(file, Content.of(text.text()));
      case FileSpec.Body.Source source -> {
        Content content = input.hostFiles().get(source.file());
        putContent(file, Objects.requireNonNull(content, "unpinned"));
      }
      case FileSpec.Body.Link link ->
          layer.put(
              file.path(), new Node.Symlink(attributes(file, 0777), link.target()), file.span());
      case FileSpec.Body.Absent absent -> {}
    }
  }

  private void putContent(FileSpec file, Content content) {
    if (HostKeys.isPrivate(file.path().value())) {
      layer.markSecret();
      if (input.machine().rootfs().delivery().isPublic()) {
        report
            .error(Code.OS0610, file.span(), "`%s` is a private host key".formatted(file.path()))
            .help("whoever can fetch the bundle would have it; the machine makes its own at boot")
            .help("or choose `rootfs.delivery: disk`");
      }
    }
    layer.put(file.path(), new Node.RegularFile(attributes(file, 0644), content), file.span());
  }

  /** A file that replaces one looks like it unless the entry says otherwise. */
  private Attributes attributes(FileSpec file, int mode) {
    Attributes like =
        layer
            .find(file.path())
            .filter(old -> old instanceof Node.RegularFile)
            .filter(old -> !(file.body() instanceof FileSpec.Body.Link))
            .map(old -> old.attributes())
            .orElse(layer.root(mode));
    Mode own = file.mode().orElse(like.mode());
    long uid = file.owner().map(name -> uid(file, name)).orElse(like.uid());
    long gid = file.group().map(name -> gid(file, name)).orElse(like.gid());
    return layer.root(own.bits()).withOwner(uid, gid);
  }

  private long uid(FileSpec file, String name) {
    OptionalLong number = Account.id(name);
    Optional<Long> uid = accounts.user(name).map(Account.UserLine::uid);
    return uid.orElseGet(() -> number.orElseGet(() -> unknown(file, "user", name)));
  }

  private long gid(FileSpec file, String name) {
    OptionalLong number = Account.id(name);
    Optional<Long> gid = accounts.group(name).map(Account.GroupLine::gid);
    return gid.orElseGet(() -> number.orElseGet(() -> unknown(file, "group", name)));
  }

  private long unknown(FileSpec file, String kind, String name) {
    report
        .error(Code.OS0606, file.span(), "no %s `%s` in the machine".formatted(kind, name))
        .help("name it under `users`, add the package that brings it, or give a number");
    return 0;
  }
}
