package oscc.manifest;

import oscc.diag.Code;
import oscc.diag.Report;

/** Rules of {@code init}, and of what a program that is the only one leaves undone. */
final class InitRules {
  private final Report report;

  InitRules(Report report) {
    this.report = report;
  }

  void check(Fields root) {
    boolean isExec = root.text("init", "").equals(Init.EXEC.key());
    if (isExec) {
      checkExec(root);
    } else {
      root.find("init_command")
          .filter(command -> !root.mentions("init") || root.find("init").isPresent())
          .ifPresent(this::reportCommandAlone);
    }
  }

  private void checkExec(Fields root) {
    if (!root.mentions("init_command")) {
      root.find("init")
          .orElseThrow()
          .error(report, Code.OS0241, "`init: exec` needs the program that is the first process")
          .label("`init_command` is missing")
          .help("for example: `init_command: [/usr/bin/hello]`");
    }
    Commands.check(root, "init_command", report);
    refuse(root, "services");
    refuse(root, "ssh");
    refuse(root.section("network"), "interfaces");
    refuse(root.section("network"), "ntp");
    if (root.text("machine_id", "").equals(Machine.RANDOM_ID)) {
      refuse(root, "machine_id");
    }
    refuse(root.section("kernel").section("modules"), "load");
    refuse(root.section("logging"), "syslog");
    refuse(root.section("logging"), "netconsole");
    root.section("rootfs")
        .find("filesystem")
        .filter(f -> f.text().equals("initramfs"))
        .ifPresent(f ->
            f.error(report, Code.OS0242, "`init: exec` needs stage 1, which an initramfs has not")
                .label("use squashfs"));
  }

  private void refuse(Fields owner, String key) {
    owner
        .find(key)
        .ifPresent(site ->
            report
                .error(Code.OS0242, site.key(), "nothing does this under `init: exec`")
                .path(site.pointer())
                .label("the program of `init_command` is all that runs")
                .help("remove it, or choose another `init`"));
  }

  private void reportCommandAlone(Site command) {
    report
        .error(Code.OS0241, command.key(), "only `init: exec` has a command")
        .path(command.pointer())
        .label("remove it, or choose `init: exec`");
  }
}
