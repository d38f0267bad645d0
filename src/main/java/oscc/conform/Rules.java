package oscc.conform;

import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order in which a machine is looked at. What disturbs it comes last. */
final class Rules {
  static final List<Rule> ALL =
      Stream.of(
              IdentityChecks.RULES,
              KernelChecks.RULES,
              Stage1Checks.RULES,
              RootChecks.RULES,
              NetworkChecks.RULES,
              LinkChecks.RULES,
              ClockChecks.RULES,
              RouteChecks.RULES,
              UserChecks.RULES,
              FileChecks.RULES,
              ServiceChecks.RULES,
              LoggingChecks.RULES,
              SshChecks.RULES,
              ServiceChecks.RESTARTS)
          .flatMap(List::stream)
          .toList();

  private Rules() {}
}
