package oscc;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the table of packages in ARCHITECTURE.md against the code. */
class ArchitectureTest {
  /** Wherever the program was compiled to; the tests lie elsewhere. */
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .importUrl(Compiler.class.getProtectionDomain().getCodeSource().getLocation());

  /** Which package may, and does, use which others; the root package is spelled {@code oscc}. */
  private static final String TABLE =
      """
      diag
      json
      store
      codec
      fstree    : store
      elf
      template
      process
      bundle    : json store template
      syntax    : diag
      commandline
      manifest  : syntax diag json store fstree
      resolve   : manifest store fstree json process diag
      source    : resolve manifest store fstree codec elf diag
      debian    : manifest fstree store template diag
      kernel    : source manifest fstree codec store diag
      system    : manifest fstree template diag
      initrd    : kernel manifest fstree store template diag
      image     : bundle debian diag elf fstree initrd kernel manifest resolve source store system
      archive   : fstree codec store
      inspect   : archive bundle fstree
      emit      : image archive bundle codec fstree kernel manifest store system template diag
      conform   : bundle diag fstree manifest store template
      verdict   : bundle
      vm        : bundle json process template verdict
      steps     : bundle diag manifest process template verdict vm
      report    : bundle fstree manifest store template verdict vm
      """;

  /** Each third-party library, by package prefix, and the one package that may import it. */
  private static final Map<String, String> DOORS =
      Map.of(
          "org.snakeyaml", "syntax",
          "tools.jackson", "json",
          "com.github.mustachejava", "template",
          "org.apache.commons.compress.compressors", "codec",
          "org.tukaani", "codec",
          "com.github.luben", "codec");

  @Test
  void there_is_code_to_look_at() {
    assertThat(CODE.size()).isGreaterThan(50);
  }

  @Test
  void packages_use_exactly_what_the_table_says() {
    NavigableMap<String, NavigableSet<String>> used = new TreeMap<>();
    for (JavaClass type : CODE) {
      String from = room(type);
      if (from.equals("oscc") || from.equals("cli")) {
        continue; // The root and the command line may use everything.
      }
      NavigableSet<String> edges = used.computeIfAbsent(from, k -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .filter(t -> t.getPackageName().startsWith("oscc"))
          .map(ArchitectureTest::room)
          .filter(to -> !to.equals(from))
          .forEach(edges::add);
    }

    assertThat(render(used)).isEqualTo(render(table()));
  }

  @Test
  void each_library_has_one_door() {
    NavigableSet<String> wrong = new TreeSet<>();
    for (JavaClass type : CODE) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getPackageName();
        DOORS.forEach((library, door) -> {
          if (target.startsWith(library) && !room(type).equals(door)) {
            wrong.add("%s uses %s, whose door is %s".formatted(type.getName(), target, door));
          }
        });
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void every_library_is_known_to_the_table_of_doors() {
    Set<String> known =
        Set.of(
            "oscc",
            "java",
            "javax",
            "com.sun.net.httpserver",
            "org.jspecify",
            "com.google.errorprone.annotations");
    NavigableSet<String> unknown =
        CODE.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
            .filter(p -> !p.isEmpty())
            .filter(p ->
                Stream.concat(known.stream(), DOORS.keySet().stream()).noneMatch(p::startsWith))
            .collect(toCollection(TreeSet::new));

    assertThat(unknown).isEmpty();
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(CODE.stream().map(JavaClass::getPackage).distinct())
        .allMatch(p -> p.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void only_the_command_line_ends_the_process_or_touches_the_standard_streams() {
    NavigableSet<String> wrong =
        CODE.stream()
            .filter(type -> !room(type).equals("cli"))
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(access ->
                access.getTargetOwner().isEquivalentTo(System.class)
                    && Set.of("exit", "out", "err", "in", "getenv")
                        .contains(access.getTarget().getName()))
            .map(Object::toString)
            .collect(toCollection(TreeSet::new));

    assertThat(wrong).isEmpty();
  }

  private static String room(JavaClass type) {
    String[] names = type.getPackageName().split("\\.");
    return names.length == 1 ? names[0] : names[1];
  }

  private static NavigableMap<String, NavigableSet<String>> table() {
    NavigableMap<String, NavigableSet<String>> table = new TreeMap<>();
    TABLE
        .lines()
        .forEach(line -> {
          String[] sides = line.split(":");
          NavigableSet<String> edges = new TreeSet<>();
          if (sides.length == 2) {
            edges.addAll(Set.of(sides[1].trim().split(" +")));
          }
          table.put(sides[0].trim(), edges);
        });
    return table;
  }

  private static String render(NavigableMap<String, NavigableSet<String>> edges) {
    StringBuilder text = new StringBuilder();
    edges.forEach((from, to) -> text.append(from).append(": ").append(to).append('\n'));
    return text.toString();
  }
}
