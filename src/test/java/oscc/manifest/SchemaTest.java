package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.Golden;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;
import oscc.syntax.SourceFile;
import oscc.syntax.Yaml;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

class SchemaTest {
  /** What our own keywords say, and a standard checker passes over. */
  private static final Set<Code> OURS =
      Set.of(Code.OS0106, Code.OS0112, Code.OS0110, Code.OS0111, Code.OS0113);

  @Test
  void every_property_has_title_description_and_example() {
    each((pointer, node) -> {
      assertThat(node.find("title")).as("title of %s", pointer).isPresent();
      assertThat(node.find("description")).as("description of %s", pointer).isPresent();
      assertThat(node.find("examples")).as("example of %s", pointer).isPresent();
    });
  }

  @Test
  void every_example_and_default_fits_its_property() {
    SchemaNode root = Schema.load();
    each((pointer, node) -> {
      SchemaNode schema = at(root, pointer);
      List<YamlNode> values = new ArrayList<>();
      values.addAll(((Sequence) node.find("examples").orElseThrow().value()).items());
      node.find("default").ifPresent(d -> values.add(d.value()));
      for (YamlNode value : values) {
        Report report = new Report();
        SchemaCheck.check(value, schema, report);
        assertThat(report.diagnostics()).as("example of %s", pointer).isEmpty();
      }
    });
  }

  @Test
  void every_list_of_mappings_says_how_two_of_them_merge() {
    each((pointer, node) -> {
      if (node.find("items").isEmpty()) {
        return;
      }
      Mapping items = (Mapping) node.find("items").orElseThrow().value();
      if (items.find("properties").isEmpty()) {
        return;
      }
      String key = ((Scalar) node.find("x-oscc-merge").orElseThrow().value()).text();
      if (!key.equals("append")) {
        assertThat(texts(items, "required")).as(pointer).contains(key);
      }
    });
  }

  @Test
  void every_pattern_is_anchored_and_has_a_length_limit() {
    each((pointer, node) ->
        node.find("pattern")
            .map(e -> ((Scalar) e.value()).text())
            .ifPresent(p -> assertThat(p).as(pointer).startsWith("^").endsWith("$")));
  }

  @Test
  void words_that_stand_beside_other_types_are_in_the_pattern_too() {
    each((pointer, node) ->
        texts(node, "x-oscc-words")
            .forEach(word -> {
              String pattern = ((Scalar) node.find("pattern").orElseThrow().value()).text();
              assertThat(Pattern.matches(pattern, word)).as(pointer).isTrue();
            }));
  }

  @Test
  void the_words_of_the_schema_are_those_of_the_enums() {
    SchemaNode root = Schema.load();

    assertThat(at(root, "/arch").words())
        .isEqualTo(List.of(Arch.values()).stream().map(Arch::key).toList());
    assertThat(at(root, "/init").words())
        .isEqualTo(List.of(Init.values()).stream().map(Init::key).toList());
    assertThat(at(root, "/services/*/restart").words()).isEqualTo(words(Service.Restart.values()));
    assertThat(at(root, "/services/*/log").words()).isEqualTo(words(Service.Log.values()));
    assertThat(at(root, "/services/*/stop_signal").words())
        .isEqualTo(List.of(Service.StopSignal.values()).stream().map(Enum::name).toList());
    assertThat(at(root, "/initrd/compression").words()).isEqualTo(words(Compression.values()));
    assertThat(at(root, "/initrd/on_failure").words())
        .isEqualTo(words(InitrdSpec.OnFailure.values()));
    assertThat(at(root, "/ssh/server").words()).isEqualTo(words(Ssh.Server.values()));
    assertThat(at(root, "/rootfs/filesystem").words())
        .isEqualTo(words(RootfsSpec.Filesystem.values()));
    assertThat(at(root, "/rootfs/delivery").words()).isEqualTo(words(RootfsSpec.Delivery.values()));
    assertThat(at(root, "/rootfs/writable").words()).isEqualTo(words(RootfsSpec.Writable.values()));
    assertThat(at(root, "/rootfs/compression").words()).isEqualTo(words(RootfsSpec.Codec.values()));
    assertThat(at(root, "/rootfs/compression/codec").words())
        .isEqualTo(words(RootfsSpec.Codec.values()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "files: [{path: 7, content: x}] | /files/0/path | OS0110",
        "files: [{pth: /a, content: x}] | /files/0/pth | OS0101",
        "files: [{content: x}] | /files/0 | OS0102",
        "files: [{path: /a}] | /files/0 | OS0106",
        "packages: [{into: /usr}] | /packages/0 | OS0106",
        "packages: [{dep: x, essential: true}] | /packages/0/dep | OS0101",
        "packages: [{deb: [a b]}] | /packages/0/deb/0 | OS0107",
        "packages: [[runit]] | /packages/0 | OS0103",
        "users: [{name: a, authorized_keys: [{}]}] | /users/0/authorized_keys/0 | OS0102",
        "rootfs: {compression: {level: 3}} | /rootfs/compression | OS0102",
        "rootfs: {compression: lz4} | /rootfs/compression | OS0104",
        "rootfs: {compression: [xz]} | /rootfs/compression | OS0103",
        "network: {hosts: {192.0.2.1: db}} | /network/hosts/192.0.2.1 | OS0103",
        "ssh: {} | /ssh | OS0102",
        "services: {a: {comand: [/a]}} | /services/a/comand | OS0101",
        "services: {a: {command: /a}} | /services/a/command | OS0103",
        "services: {a: {command: []}} | /services/a/command | OS0109",
        "services: {a: {command: [/a], ready: {}}} | /services/a/ready | OS0106",
        "services: {a: {command: [/a], environment: {A: 1}}} | /services/a/environment/A | OS0110",
        "services: {a: /a} | /services/a | OS0103",
        "vm: {cpus: 1.5} | /vm/cpus | OS0103",
        "vm: {cpus: 99999999999999999999} | /vm/cpus | OS0108",
        "init: ~ | /init | OS0111",
      })
  void a_mistake_gives_one_diagnostic_at_the_deepest_node(String text, String path, Code code) {
    List<Diagnostic> found = check(Manifests.MINIMAL + text + "\n");

    assertThat(found)
        .singleElement()
        .satisfies(d -> {
          assertThat(d.path()).isEqualTo(path);
          assertThat(d.code()).isEqualTo(code);
        });
  }

  @Test
  void a_standard_checker_finds_the_same_manifests_wrong() throws IOException {
    com.networknt.schema.Schema standard =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Schema.text(), InputFormat.JSON);
    List<String> texts = new ArrayList<>(Manifests.all());
    for (String name : Golden.cases("diagnostics")) {
      Path file = Golden.folder("diagnostics").resolve(name).resolve("machine.yaml");
      SourceFile.read(file, new Report()).ifPresent(t -> texts.add(t.text()));
    }
    int compared = 0;
    for (String text : texts) {
      var root = Yaml.parse(new SourceText("machine.yaml", text), new Report());
      List<Code> codes =
          root.isEmpty() ? List.of() : check(text).stream().map(Diagnostic::code).toList();
      if (root.filter(SchemaTest::isPlain).isPresent()
          && codes.stream().noneMatch(OURS::contains)) {
        compared++;
        String json = JsonWriter.canonical(json(root.get()));
        assertThat(standard.validate(json, InputFormat.JSON).isEmpty())
            .as("%s%n%s", text, codes)
            .isEqualTo(codes.isEmpty());
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  @Test
  void the_schema_itself_is_a_schema() {
    com.networknt.schema.Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(Schema.text(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void the_version_in_messages_is_that_of_the_build() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<artifactId>oscc</artifactId>\n  <version>" + OsccVersion.TEXT + "</version>");
  }

  /** Tags are gone before a manifest is checked. */
  private static boolean isPlain(YamlNode node) {
    return !(node instanceof YamlNode.Tagged)
        && !(node instanceof Mapping m && !m.entries().stream().allMatch(e -> isPlain(e.value())))
        && !(node instanceof Sequence s && !s.items().stream().allMatch(SchemaTest::isPlain));
  }

  private static List<Diagnostic> check(String text) {
    Report report = new Report();
    YamlNode root = Yaml.parse(new SourceText("machine.yaml", text), report).orElseThrow();
    SchemaCheck.check(root, Schema.load(), report);
    return report.diagnostics();
  }

  /** Walks all properties and items, definitions included where they are used. */
  private static void each(BiConsumer<String, Mapping> visit) {
    Mapping root =
        (Mapping) Yaml.parse(new SourceText("schema", Schema.text()), new Report()).orElseThrow();
    walk(root, "", visit, root);
  }

  private static void walk(
      Mapping node, String pointer, BiConsumer<String, Mapping> visit, Mapping root) {
    if (!pointer.isEmpty()) {
      visit.accept(pointer, node);
    }
    Mapping used =
        node.find("$ref")
            .map(r -> ((Scalar) r.value()).text().substring("#/$defs/".length()))
            .flatMap(name -> ((Mapping) root.find("$defs").orElseThrow().value()).find(name))
            .map(e -> (Mapping) e.value())
            .orElse(node);
    used.find("properties")
        .ifPresent(p ->
            ((Mapping) p.value())
                .entries()
                .forEach(
                    e -> walk((Mapping) e.value(), pointer + "/" + e.key().text(), visit, root)));
    used.find("items").ifPresent(i -> walk((Mapping) i.value(), pointer + "/0", visit, root));
    used.find("additionalProperties")
        .filter(o -> o.value() instanceof Mapping)
        .ifPresent(o -> walk((Mapping) o.value(), pointer + "/*", visit, root));
  }

  private static SchemaNode at(SchemaNode root, String pointer) {
    SchemaNode node = root;
    for (String token : pointer.substring(1).split("/", -1)) {
      node =
          switch (token) {
            case "0" -> node.items().orElseThrow();
            case "*" -> node.others().orElseThrow();
            default -> node.property(token);
          };
    }
    return node;
  }

  private static List<String> texts(Mapping node, String key) {
    return node.find(key).map(e -> ((Sequence) e.value()).items()).orElse(List.of()).stream()
        .map(n -> ((Scalar) n).text())
        .toList();
  }

  private static List<String> words(Enum<?>[] constants) {
    return List.of(constants).stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static JsonValue json(YamlNode node) {
    return switch (node) {
      case Mapping mapping -> {
        JsonValue.Members members = JsonValue.object();
        mapping.entries().forEach(e -> members.with(e.key().text(), json(e.value())));
        yield members.build();
      }
      case Sequence list -> new JsonValue.Arr(list.items().stream().map(SchemaTest::json).toList());
      case YamlNode.Tagged tagged -> json(tagged.value());
      case Scalar scalar ->
          switch (scalar.kind()) {
            case INTEGER -> JsonValue.of(Integers.parse(scalar.text()).orElse(Long.MAX_VALUE));
            case BOOLEAN -> JsonValue.of(scalar.text().equalsIgnoreCase("true"));
            case NULL -> new JsonValue.Null();
            case STRING, FLOAT -> JsonValue.of(scalar.text());
          };
    };
  }
}
