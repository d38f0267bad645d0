package oscc.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON strictly: one value, no duplicate members, whole numbers only. */
public final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String name;
  private final JsonParser parser;

  private JsonReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * The value of a text.
   *
   * @param name the file, for messages
   * @throws IOException if the text is no such JSON; the message has name, line and reason
   */
  public static JsonValue read(String name, String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonReader reader = new JsonReader(name, parser);
      parser.nextToken();
      JsonValue value = reader.value();
      if (parser.nextToken() != null) {
        throw new IOException("%s: text after the JSON value".formatted(name));
      }
      return value;
    } catch (JacksonException e) {
      var at = e.getLocation();
      int line = at == null ? 1 : at.getLineNr();
      throw new IOException("%s:%d: %s".formatted(name, line, e.getOriginalMessage()), e);
    }
  }

  private JsonValue value() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("%s: the JSON text is empty".formatted(name));
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> JsonValue.of(parser.getString());
      case VALUE_NUMBER_INT -> JsonValue.of(parser.getLongValue());
      case VALUE_TRUE -> JsonValue.of(true);
      case VALUE_FALSE -> JsonValue.of(false);
      case VALUE_NULL -> new JsonValue.Null();
      default ->
          throw new IOException(
              "%s:%d: `%s` is no whole number, text, list or object"
                  .formatted(name, parser.currentTokenLocation().getLineNr(), parser.getString()));
    };
  }

  private JsonValue object() throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      parser.nextToken();
      members.put(member, value());
    }
    return new JsonValue.Obj(members);
  }

  private JsonValue array() throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new JsonValue.Arr(items);
  }
}
