package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.syntax.Yaml;
import oscc.syntax.YamlNode;
import oscc.syntax.YamlNode.Mapping;

class MergeTest {
  private static final long SEED = 20_260_401;
  private static final int ROUNDS = 3000;
  private static final SchemaNode SCHEMA = Schema.load();
  private static final Mapping EMPTY = parse("{}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{init: a} | {init: b} | {init: b}",
        "{ssh: {port: 1, server: a}} | {ssh: {port: 2}} | {ssh: {port: 2, server: a}}",
        "{kernel: {cmdline: [a]}} | {kernel: {cmdline: [b]}} | {kernel: {cmdline: [a, b]}}",
        "{kernel: {cmdline: [a, b]}} | {kernel: {cmdline: [!remove a]}} | {kernel: {cmdline: [b]}}",
        "{kernel: {cmdline: [a]}} | {kernel: {cmdline: !replace [b]}} | {kernel: {cmdline: [b]}}",
        "{users: [{name: a, uid: 1}, {name: b}]} | {users: [{name: a, gid: 2}, {name: c}]}"
            + " | {users: [{name: a, uid: 1, gid: 2}, {name: b}, {name: c}]}",
        "{users: [{name: a}, {name: b}]} | {users: [!remove {name: a}]} | {users: [{name: b}]}",
        "{users: [{name: a, uid: 1}]} | {users: [!replace {name: a}]} | {users: [{name: a}]}",
        "{files: [{path: /a, content: x, mode: m}]} | {files: [{path: /a, source: y}]}"
            + " | {files: [{path: /a, mode: m, source: y}]}",
        "{initrd: {busybox: {file: f, sha256: s}}} | {initrd: {busybox: {deb: d}}}"
            + " | {initrd: {busybox: {deb: d}}}",
        "{packages: [{deb: a}, {dir: b}]} | {packages: [!remove {deb: a}, {deb: c}]}"
            + " | {packages: [{dir: b}, {deb: c}]}",
        "{services: {a: {command: [x, y]}}} | {services: {a: {command: [z]}}}"
            + " | {services: {a: {command: [z]}}}",
        "{ssh: {port: 1}} | {ssh: !remove } | {}",
        "{ssh: {port: 1, server: a}} | {ssh: !replace {server: b}} | {ssh: {server: b}}",
        "{rootfs: {compression: xz}} | {rootfs: {compression: {codec: zstd}}}"
            + " | {rootfs: {compression: {codec: zstd}}}",
        "{network: {hosts: {h: [a]}}} | {network: {hosts: {h: [b], g: [c]}}}"
            + " | {network: {hosts: {h: [a, b], g: [c]}}}",
      })
  void each_kind_of_value_has_its_rule(String under, String over, String expected) {
    Mapping merged = plain(merge(parse(under), parse(over)));

    assertThat(Same.of(merged, parse(expected))).as(merged.toString()).isTrue();
  }

  @Test
  void how_files_are_grouped_makes_no_difference() {
    each((a, b, c) -> {
      Mapping left = merge(merge(a, b), c);
      Mapping right = merge(a, merge(b, c));
      return Same.of(plain(left), plain(right));
    });
  }

  @Test
  void an_empty_file_changes_nothing() {
    each((a, b, c) -> {
      return Same.of(merge(a, EMPTY), a) && Same.of(merge(EMPTY, a), a);
    });
  }

  @Test
  void a_file_over_itself_changes_nothing_but_lists_that_are_appended() {
    for (int round = 0; round < ROUNDS; round++) {
      Mapping a = without(parse(new RandomManifest(SEED + round, false).text()), "packages");
      a = without(without(a, "kernel"), "network");
      assertThat(Same.of(plain(merge(a, a)), a)).as("seed %d", SEED + round).isTrue();
    }
  }

  private interface Law {
    /** Holds for what the files say once each is laid over nothing. */
    boolean holds(Mapping a, Mapping b, Mapping c);
  }

  private static void each(Law law) {
    for (int round = 0; round < ROUNDS; round++) {
      String a = new RandomManifest(SEED + 3L * round, round % 2 == 0).text();
      String b = new RandomManifest(SEED + 3L * round + 1, true).text();
      String c = new RandomManifest(SEED + 3L * round + 2, true).text();
      assertThat(law.holds(alone(a), alone(b), alone(c)))
          .as("seed %d, round %d:%n%s%n%s%n%s", SEED, round, a, b, c)
          .isTrue();
    }
  }

  private static Mapping without(Mapping mapping, String key) {
    return new Mapping(
        mapping.entries().stream().filter(e -> !e.key().text().equals(key)).toList(),
        true,
        mapping.span());
  }

  private static Mapping alone(String text) {
    return merge(EMPTY, parse(text));
  }

  private static Mapping merge(Mapping under, Mapping over) {
    return (Mapping) new Merge(new Report()).merge(under, over, SCHEMA);
  }

  private static Mapping plain(YamlNode node) {
    return Untagged.of((Mapping) node);
  }

  private static Mapping parse(String text) {
    Report report = new Report();
    YamlNode root = Yaml.parse(new SourceText("part.yaml", text), report).orElseThrow();
    assertThat(report.diagnostics()).isEmpty();
    return (Mapping) root;
  }
}
