package oscc.template;

import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.DefaultMustache;
import com.github.mustachejava.codes.IterableCode;
import com.github.mustachejava.codes.NotIterableCode;
import com.github.mustachejava.codes.PartialCode;
import com.github.mustachejava.codes.ValueCode;
import com.github.mustachejava.codes.WriteCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what our templates have, and nothing else that the library knows: names, sections, partials
 * and comments. The library's own visitor also sets logging up, which looks through every jar and
 * takes longer than all templates of a machine.
 */
final class StrictVisitor implements MustacheVisitor {
  private final DefaultMustacheFactory factory;
  private final List<Code> codes = new ArrayList<>();

  StrictVisitor(DefaultMustacheFactory factory) {
    this.factory = factory;
  }

  @Override
  public Mustache mustache(TemplateContext at) {
    return new DefaultMustache(at, factory, codes.toArray(Code[]::new), at.file());
  }

  @Override
  public void iterable(TemplateContext at, String variable, Mustache section) {
    codes.add(new IterableCode(at, factory, section, variable));
  }

  @Override
  public void notIterable(TemplateContext at, String variable, Mustache section) {
    codes.add(new NotIterableCode(at, factory, section, variable));
  }

  @Override
  public void partial(TemplateContext at, String name, String indent) {
    // A partial has the usual brackets, whatever those are where it is named.
    var inside = new TemplateContext("{{", "}}", at.file(), at.line(), at.startOfLine());
    codes.add(new PartialCode(inside, factory, name));
  }

  @Override
  public void value(TemplateContext at, String variable, boolean encoded) {
    codes.add(new ValueCode(at, factory, variable, encoded));
  }

  /** Text belongs to the code before it; only the first has none. */
  @Override
  public void write(TemplateContext at, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (codes.isEmpty()) {
      codes.add(new WriteCode(at, factory, text));
    } else {
      codes.getLast().append(text);
    }
  }

  @Override
  public void comment(TemplateContext at, String text) {}

  @Override
  public void eof(TemplateContext at) {}

  @Override
  public void dynamicPartial(TemplateContext at, String name, String indent) {
    throw unknown(at, name);
  }

  @Override
  public void pragma(TemplateContext at, String pragma, String arguments) {
    throw unknown(at, pragma);
  }

  @Override
  public void extend(TemplateContext at, String name, Mustache section) {
    throw unknown(at, name);
  }

  @Override
  public void name(TemplateContext at, String name, Mustache section) {
    throw unknown(at, name);
  }

  @Override
  public void checkName(TemplateContext at, String name, Mustache section) {
    throw unknown(at, name);
  }

  private static MustacheException unknown(TemplateContext at, String name) {
    return new MustacheException("`" + name + "` is no name, section, partial or comment", at);
  }
}
