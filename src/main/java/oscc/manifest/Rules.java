package oscc.manifest;

import oscc.diag.Report;

/** The rules that a schema cannot say, all of them; each adds what it finds to the report. */
final class Rules {

  private Rules() {}

  static void check(Fields root, Inputs inputs, Report report) {
    new KernelRules(report).check(root, inputs);
    new CmdlineRules(report).check(root);
    new PackageRules(report).check(root, inputs);
    new InitRules(report).check(root);
    new ServiceRules(report).check(root.section("services"));
    new NetworkRules(report).check(root.section("network"));
    new UserRules(report).check(root, inputs);
    new LoggingRules(report).check(root);
    new FileRules(report).check(root, inputs);
    new RootfsRules(report).check(root.section("rootfs"), root.section("vm"));
    new VmRules(report).check(root.section("vm"));
    new TestRules(report).check(root, inputs);
  }
}
