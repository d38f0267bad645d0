package oscc.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.store.Digest;

/** Small units for the tests of this package. */
final class Fixtures {
  private static final SourceText MANIFEST = new SourceText("machine.yaml", "packages: []\n");

  private Fixtures() {}

  static Span span() {
    return new Span(MANIFEST, 0, 8);
  }

  static Part unit(String name, FileTreeBuilder tree) {
    return unit(name, tree, false, Survey.EMPTY);
  }

  static Part replacing(String name, FileTreeBuilder tree) {
    return unit(name, tree, true, Survey.EMPTY);
  }

  static Part unit(String name, FileTreeBuilder tree, boolean replace, Survey survey) {
    Unit unit = new Unit(name, Digest.of(name.getBytes(UTF_8)), tree.build(), survey);
    return new Part(unit, span(), replace);
  }

  static FileTreeBuilder tree() {
    return FileTree.builder(0);
  }

  static Node.RegularFile file(String text) {
    return file(text, 0644);
  }

  static Node.RegularFile file(String text, int mode) {
    return new Node.RegularFile(Attributes.ofRoot(mode, 0), Content.of(text));
  }

  static Node.Directory folder(int mode) {
    return new Node.Directory(Attributes.ofRoot(mode, 0));
  }

  static Node.Symlink link(String target) {
    return new Node.Symlink(Attributes.ofRoot(0777, 0), target);
  }

  static UnixPath path(String path) {
    return new UnixPath(path);
  }
}
