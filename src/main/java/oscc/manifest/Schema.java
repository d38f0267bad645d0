package oscc.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import oscc.json.JsonReader;

/** The JSON Schema of the manifest, as it lies in the jar. */
public final class Schema {
  private static final String RESOURCE = "/oscc/schema/machine.schema.json";

  private Schema() {}

  /** The text of the schema file. */
  public static String text() {
    try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema, ready to check with. */
  static SchemaNode load() {
    try {
      return SchemaParser.parse(JsonReader.read(RESOURCE, text()));
    } catch (IOException e) {
      throw new IllegalStateException("the schema in the jar is damaged", e);
    }
  }
}
