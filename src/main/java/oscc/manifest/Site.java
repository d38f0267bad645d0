package oscc.manifest;

import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Located;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.syntax.YamlNode;

/**
 * A node of the manifest and how to speak of it.
 *
 * @param name of the key, or "an item of `KEY`"
 * @param pointer JSON pointer (RFC 6901)
 * @param key where its key stands, or the node itself
 */
record Site(YamlNode node, String name, String pointer, Span key) {

  /** The whole manifest. */
  static Site root(YamlNode node) {
    return new Site(node, "the manifest", "", node.head());
  }

  /** The value of a key. */
  Site entry(YamlNode.Entry entry) {
    String key = entry.key().text();
    String token = key.replace("~", "~0").replace("/", "~1");
    return new Site(entry.value(), Quoted.of(key), pointer + "/" + token, entry.key().span());
  }

  /** An item of this list. */
  Site item(YamlNode item, int index) {
    return new Site(item, "an item of " + name, pointer + "/" + index, item.head());
  }

  /** Where the value stands. */
  Span span() {
    return node.head();
  }

  /** The text of a scalar. */
  String text() {
    return ((YamlNode.Scalar) node).text();
  }

  /** The text and its place. */
  Located<String> located() {
    return new Located<>(text(), span());
  }

  /** An error about the value. */
  Draft error(Report report, Code code, String message) {
    return report.error(code, span(), message).path(pointer);
  }
}
