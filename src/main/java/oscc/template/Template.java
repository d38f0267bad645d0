package oscc.template;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Mustache template without thought: names, sections over lists and booleans, and partials.
 * Values arrive ready to be written; a name without a value is a defect of oscc, not of the user.
 */
public final class Template {
  /** A part of the program, not of its state: what a name loads is in the jar and never changes. */
  private static final Map<String, Template> LOADED = new ConcurrentHashMap<>();

  private final String name;
  private final Mustache mustache;

  private Template(String name, Mustache mustache) {
    this.name = name;
    this.mustache = mustache;
  }

  /** The template {@code name} of the folder {@code templates}. */
  public static Template load(String name) {
    return LOADED.computeIfAbsent(name, Template::read);
  }

  private static Template read(String name) {
    return of(name, text(name));
  }

  private static String text(String name) {
    try (InputStream in = Template.class.getResourceAsStream("/oscc/templates/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A template with this text; {@code name} is for messages. */
  static Template of(String name, String text) {
    return new Template(name, new Factory().compile(new StringReader(text), name));
  }

  /**
   * The text with these values: strings, booleans, and lists of strings or of such maps.
   *
   * @throws IllegalStateException if the template says a name that has no value
   */
  public String render(Map<String, ?> values) {
    values.forEach((key, value) -> requireKnownKind(key, value));
    StringWriter out = new StringWriter();
    try {
      mustache.execute(out, values).flush();
    } catch (StrictValues.UnknownName | MustacheException e) {
      throw new IllegalStateException("template " + name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void requireKnownKind(String key, Object value) {
    switch (value) {
      case String text -> {}
      case Boolean condition -> {}
      case Map<?, ?> map -> map.forEach((k, v) -> requireKnownKind(k.toString(), v));
      case List<?> list -> list.forEach(v -> requireKnownKind(key, v));
      default -> throw new IllegalStateException("value of `" + key + "`: " + value.getClass());
    }
  }

  /** Escapes nothing; a partial is named as a template is. */
  private static final class Factory extends DefaultMustacheFactory {
    Factory() {
      setObjectHandler(new StrictValues());
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
      return new StrictVisitor(this);
    }

    @Override
    public String resolvePartialPath(String folder, String name, String extension) {
      return name;
    }

    @Override
    public Reader getReader(String name) {
      // The line in which the partial is named has an end of its own.
      return new StringReader(text(name).replaceFirst("\n$", ""));
    }

    @Override
    public void encode(String value, Writer writer) {
      try {
        writer.write(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
