package oscc.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts a copy of the launcher among Javas and a Maven that only say what they were told. */
class LauncherTest {
  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in
          -XX:AOTCacheOutput=*) echo "$*" >"${word#*=}" ;;
        esac
      done
      echo "${0%/bin/java}: $*"
      """;
  private static final String FAKE_MAVEN =
      """
      #!/bin/sh
      echo built >>"$HOME/builds"
      echo "JAVA_HOME=$JAVA_HOME"
      [ ! -e "$HOME/broken" ] || exit 1
      sleep 0.3
      mkdir -p "$HOME/oscc/target"
      echo jar >"$HOME/oscc/target/oscc.jar"
      """;

  @TempDir private Path home;
  private Path tree;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void a_source_tree_without_a_jar() throws IOException {
    tree = Files.createDirectories(home.resolve("oscc"));
    Files.copy(Path.of("oscc"), tree.resolve("oscc"));
    for (String folder : List.of("src/main", "schema", "templates")) {
      Files.createDirectories(tree.resolve(folder));
    }
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    program(home.resolve("bin/mvn"), FAKE_MAVEN);
    Files.createDirectories(home.resolve("jvm"));
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String name, String version) throws IOException {
    Path folder = home.resolve("jvm").resolve(name);
    program(folder.resolve("bin/java"), FAKE_JAVA);
    program(folder.resolve("bin/javac"), FAKE_JAVA);
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return folder;
  }

  private ProcessBuilder command(Map<String, String> more, String... words) {
    List<String> argv = new ArrayList<>(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(argv).directory(home.toFile());
    Map<String, String> environment = new TreeMap<>(more);
    environment.putIfAbsent("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    environment.putIfAbsent("HOME", home.toString());
    environment.putIfAbsent("OSCC_JVM_FOLDER", home.resolve("jvm").toString());
    environment.putIfAbsent("OSCC_AOT", "off");
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private Run run(Map<String, String> more, String... words)
      throws IOException, InterruptedException {
    Path err = home.resolve("err");
    Process process = command(more, words).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  private Run start(String... args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(tree.resolve("oscc").toString()));
    words.addAll(List.of(args));
    return run(Map.of(), words.toArray(String[]::new));
  }

  private long builds() throws IOException {
    Path log = home.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void the_jar_is_built_once_on_the_java_that_was_found() throws Exception {
    Path java = jdk("a", "25.0.3");

    Run first = start("check", "a b");
    Run second = start("check", "a b");

    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out()).startsWith(java + ": ").endsWith("oscc.cli.Main check a b\n");
    assertThat(first.err()).isEqualTo("oscc: building " + tree + "/target/oscc.jar\n");
    assertThat(Files.readString(tree.resolve("target/build.log"))).contains("JAVA_HOME=" + java);
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "src/main/A.java", "schema/s.json", "templates/run"})
  void a_newer_source_means_a_new_build(String source) throws Exception {
    jdk("a", "25");
    start("check");

    Files.writeString(tree.resolve(source), "new");
    Files.setLastModifiedTime(tree.resolve(source), FileTime.from(Instant.now().plusSeconds(5)));
    start("check");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void two_starts_at_once_build_once() throws Exception {
    jdk("a", "25");
    String launcher = tree.resolve("oscc").toString();

    Process one = command(Map.of(), launcher, "check").start();
    Process two = command(Map.of(), launcher, "check").start();

    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void a_failed_build_is_shown_and_tried_again() throws Exception {
    jdk("a", "25");
    Files.createFile(home.resolve("broken"));

    Run failed = start("check");
    Files.delete(home.resolve("broken"));
    Run mended = start("check");

    assertThat(failed.status()).isEqualTo(70);
    assertThat(failed.err()).contains("JAVA_HOME=", "oscc could not be built");
    assertThat(mended.status()).isZero();
  }

  @Test
  void an_old_java_is_passed_over_and_a_new_one_is_found() throws Exception {
    Path old = jdk("a", "17.0.1");
    Path good = jdk("b", "26-ea");
    jdk("broken", "");

    Run run = run(Map.of("JAVA_HOME", old.toString()), tree.resolve("oscc").toString(), "check");

    assertThat(run.out()).startsWith(good + ": ");
  }

  @Test
  void java_home_comes_before_the_path_and_the_path_before_the_folder() throws Exception {
    Path asked = jdk("z", "25");
    jdk("a", "25");
    Files.createSymbolicLink(home.resolve("bin/java"), asked.resolve("bin/java"));

    Run byPath = start("check");
    Path other = jdk("m", "25");
    Run byHome = run(Map.of("JAVA_HOME", other.toString()), tree.resolve("oscc").toString());

    assertThat(byPath.out()).startsWith(asked + ": ");
    assertThat(byHome.out()).startsWith(other + ": ");
  }

  @Test
  void without_a_java_the_message_says_which_is_needed() throws Exception {
    jdk("a", "21.0.1");

    Run run = start("check");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("JDK 25 or newer").hasLineCount(1);
  }

  @Test
  void a_link_to_the_launcher_leads_to_its_tree() throws Exception {
    jdk("a", "25");
    Files.createSymbolicLink(home.resolve("bin/oscc"), Path.of("../oscc/oscc"));

    Run run = run(Map.of(), "sh", "-c", "oscc check");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("-cp " + tree + "/target/oscc.jar");
  }

  @Test
  void without_any_program_on_the_path_oscc_still_starts() throws Exception {
    Path java = jdk("a", "25");
    start("check");
    Map<String, String> bare = Map.of("PATH", "/nonexistent", "OSCC_NO_BUILD", "1");

    Run run = run(bare, "/bin/sh", tree.resolve("oscc").toString(), "doctor");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith(java + ": ").endsWith("oscc.cli.Main doctor\n");
  }

  @ParameterizedTest
  @CsvSource({"C,C.UTF-8", "POSIX,C.UTF-8", "de_DE.UTF-8,de_DE.UTF-8", "'',C.UTF-8"})
  void java_sees_a_locale_that_can_name_every_file(String given, String seen) throws Exception {
    Path java = jdk("a", "25");
    start("check");
    program(java.resolve("bin/java"), "#!/bin/sh\necho \"$LC_ALL\"\n");

    Run run = run(Map.of("LC_ALL", given), tree.resolve("oscc").toString(), "check");

    assertThat(run.out()).isEqualTo(seen + "\n");
  }

  @Test
  void the_cache_is_made_once_and_used_with_the_same_classes() throws Exception {
    jdk("a", "25");
    Map<String, String> wait = Map.of("OSCC_AOT", "wait");
    String launcher = tree.resolve("oscc").toString();

    Run run = run(wait, launcher, "check");

    assertThat(run.out()).containsPattern(cacheOf(tree.resolve("target/oscc.jar")));
    assertThat(start("check").out()).doesNotContain("AOTCache");
  }

  private String cacheOf(Path jar) {
    return Pattern.quote("-XX:AOTCache=" + home + "/.cache/oscc/aot" + jar) + "/[-0-9]+ -cp ";
  }

  @ParameterizedTest
  @ValueSource(strings = {"oscc/target/oscc.jar", "oscc/oscc", "jvm/a/release"})
  void another_jar_launcher_or_java_has_another_cache(String changed) throws Exception {
    jdk("a", "25");
    Map<String, String> wait = Map.of("OSCC_AOT", "wait", "OSCC_NO_BUILD", "1");
    String launcher = tree.resolve("oscc").toString();
    start("check");
    String before = run(wait, launcher, "check").out();

    Files.setLastModifiedTime(home.resolve(changed), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(run(wait, launcher, "check").out()).isNotEqualTo(before);
    assertThat(made()).hasSize(2);
  }

  /** Lays the parts out as a distribution does, with a cache that was made for the jar. */
  private Path distribution() throws IOException, InterruptedException {
    Path prefix = home.resolve("opt/oscc 1");
    Path parts = Files.createDirectories(prefix.resolve("lib/oscc"));
    Files.move(jdk("own", "25"), parts.resolve("runtime"));
    Files.copy(Path.of("oscc"), Files.createDirectories(prefix.resolve("bin")).resolve("oscc"));
    Files.writeString(parts.resolve("oscc.jar"), "jar");
    Files.writeString(parts.resolve("oscc.aot"), "cache");
    Run facts = run(Map.of(), "stat", "-c", "%s %Y", parts.resolve("oscc.jar").toString());
    Files.writeString(parts.resolve("oscc.aot.for"), facts.out());
    return prefix;
  }

  @Test
  void a_distribution_takes_its_own_java_jar_and_cache() throws Exception {
    Path prefix = distribution();
    Path other = jdk("z", "26");
    Map<String, String> environment =
        Map.of("JAVA_HOME", other.toString(), "OSCC_AOT", "", "PATH", home + "/bin:/usr/bin:/bin");
    String launcher = prefix.resolve("bin/oscc").toString();

    Run run = run(environment, launcher, "check", "a b");
    Run asked = run(environment, launcher, "--java-home");

    Path parts = prefix.resolve("lib/oscc");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith(parts + "/runtime: ")
        .contains("-XX:AOTCache=" + parts + "/oscc.aot -cp " + parts + "/oscc.jar ")
        .endsWith("oscc.cli.Main check a b\n");
    assertThat(asked.out()).isEqualTo(parts + "/runtime\n");
    assertThat(home.resolve(".cache")).doesNotExist();
    assertThat(builds()).isZero();
  }

  @Test
  void a_distribution_whose_cache_does_not_fit_makes_one_for_its_user() throws Exception {
    Path prefix = distribution();
    Path parts = prefix.resolve("lib/oscc");
    Files.setLastModifiedTime(
        parts.resolve("oscc.jar"), FileTime.from(Instant.now().plusSeconds(5)));
    Map<String, String> wait = Map.of("OSCC_AOT", "wait");

    Run run = run(wait, prefix.resolve("bin/oscc").toString(), "check");

    assertThat(run.out()).containsPattern(cacheOf(parts.resolve("oscc.jar")));
    assertThat(Files.readString(parts.resolve("oscc.aot"))).isEqualTo("cache");
  }

  /** Or every build hashes at a tenth of the speed, whichever file it reads. */
  @ParameterizedTest
  @ValueSource(strings = {"sun.security.provider.SHA2", "sun.security.provider.DigestBase"})
  void the_cache_says_nothing_of_sha_256_so_that_the_better_compiler_takes_it(String name)
      throws Exception {
    jdk("a", "25");
    String launcher = tree.resolve("oscc").toString();

    Run run = run(Map.of("OSCC_AOT", "wait"), launcher, "build", "x");

    assertThat(Class.forName(name)).isNotNull();
    assertThat(run.out()).doesNotContain(name);
    assertThat(made().getFirst()).contains("-XX:CompileCommand=exclude," + name + "::* ");
  }

  /** How Java was started to make each cache. */
  private List<String> made() throws IOException {
    List<String> made = new ArrayList<>();
    try (Stream<Path> below = Files.walk(home.resolve(".cache/oscc/aot"))) {
      for (Path cache : below.filter(Files::isRegularFile).toList()) {
        made.add(Files.readString(cache));
      }
    }
    return made;
  }

  /** What the cache names is compiled at once by every start, on the processor that others need. */
  @Test
  void the_cache_names_only_what_is_called_often() throws Exception {
    jdk("a", "25");
    String launcher = tree.resolve("oscc").toString();

    Run run = run(Map.of("OSCC_AOT", "wait"), launcher, "build", "x");

    assertThat(run.out()).doesNotContain("CompileThresholdScaling");
    assertThat(made().getFirst()).contains("-XX:CompileThresholdScaling=3 ");
  }

  @Test
  void building_uses_the_better_compiler_and_checking_the_quicker() throws Exception {
    jdk("a", "25");

    assertThat(start("build", "x").out()).contains("TieredStopAtLevel=4");
    assertThat(start("check", "x").out()).contains("TieredStopAtLevel=1");
  }

  @Test
  @Tag("tools")
  void shellcheck_has_nothing_to_say() throws Exception {
    var argv =
        List.of(
            "shellcheck",
            "oscc",
            "check",
            ".ci/run",
            "bench/guest-init",
            "dist/make",
            "manifests/make-tars.sh");
    Process process = new ProcessBuilder(argv).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).isEmpty();
    assertThat(process.waitFor()).isZero();
  }
}
