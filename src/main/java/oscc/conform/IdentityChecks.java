package oscc.conform;

import java.util.List;
import java.util.Optional;
import oscc.manifest.Init;
import oscc.manifest.Machine;
import oscc.template.ShellWord;

/** Who the machine is: name, build, architecture, time stamps, first program. */
final class IdentityChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "name",
              "`/etc/oscc-release`, and `oscc.build=` on the kernel command line",
              IdentityChecks::name),
          new Rule("machine_id", "`/etc/machine-id`", IdentityChecks::machineId),
          new Rule("arch", "`uname -m`", IdentityChecks::arch),
          new Rule("epoch", "the time stamp of `/etc/oscc-release`", IdentityChecks::epoch),
          new Rule(
              List.of("init", "init_command"),
              "the program of process 1; with `exec` that it runs, since it may have become"
                  + " another",
              IdentityChecks::init));

  private IdentityChecks() {}

  private static List<Check> name(Subject subject) {
    String build = subject.bundle().build().hex();
    String release =
        "NAME=%s BUILD_ID=%s"
            .formatted(ShellWord.quote(subject.machine().name().value()), ShellWord.quote(build));
    String word = "oscc.build=" + build;
    return List.of(
        new Check(
            "name",
            subject.places().of("name"),
            release,
            "cat /etc/oscc-release",
            printed -> {
              String found = String.join(" ", printed.lines().toList());
              return Seen.of(found.equals(release), found);
            }),
        new Check(
            "build",
            subject.places().of("name"),
            word,
            Facts.CMDLINE,
            printed -> Seen.of(Facts.words(printed).contains(word), printed.strip())));
  }

  private static List<Check> machineId(Subject subject) {
    Optional<String> fixed = subject.machine().fixedId();
    return subject.machine().machineId().stream()
        .map(expected ->
            new Check(
                "machine_id",
                subject.places().of("machine_id"),
                expected,
                "cat /etc/machine-id 2>&1",
                printed -> {
                  String found = printed.strip();
                  boolean holds = fixed.map(found::equals).orElse(found.matches("[0-9a-f]{32}"));
                  return Seen.of(holds, found.isEmpty() ? "an empty file" : found);
                }))
        .toList();
  }

  private static List<Check> arch(Subject subject) {
    String arch = subject.machine().arch().value().key();
    return List.of(
        new Check(
            "arch",
            subject.places().of("arch"),
            arch,
            "uname -m",
            printed -> Seen.of(printed.strip().equals(arch), printed.strip())));
  }

  private static List<Check> epoch(Subject subject) {
    String epoch = Long.toString(subject.epoch());
    return List.of(
        new Check(
            "epoch",
            subject.places().of("epoch"),
            epoch,
            "stat -c %Y /etc/oscc-release",
            printed -> Seen.of(printed.strip().equals(epoch), Facts.firstLine(printed))));
  }

  private static List<Check> init(Subject subject) {
    Machine machine = subject.machine();
    String expected = program(machine);
    return List.of(
        new Check(
            "init",
            subject.places().of("init"),
            expected,
            "readlink /proc/1/exe; tr '\\0' '\\t' </proc/1/cmdline",
            printed -> {
              List<String> lines = printed.lines().map(String::strip).toList();
              String program = lines.isEmpty() ? "nothing" : lines.getFirst();
              String words = lines.size() < 2 ? "" : lines.get(1).replace('\t', ' ');
              boolean holds =
                  machine.init().value() == Init.EXEC
                      ? !words.isBlank()
                      : program.endsWith("/" + expected);
              return Seen.of(holds, "%s (%s)".formatted(program, words));
            }));
  }

  /** The file name of process 1; a program of the user's own may have become another. */
  private static String program(Machine machine) {
    return switch (machine.init().value()) {
      case BUSYBOX -> "busybox";
      case RUNIT -> "runit";
      case SYSTEMD -> "systemd";
      case S6 -> "s6-svscan";
      case EXEC -> "a program";
    };
  }
}
