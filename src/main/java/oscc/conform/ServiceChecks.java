package oscc.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import oscc.diag.Span;
import oscc.manifest.Service;
import oscc.manifest.Service.Ready;
import oscc.manifest.Service.Restart;
import oscc.template.ShellWord;

/** The services: what runs, as whom, and that it comes back. */
final class ServiceChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "services.*.command",
              "the service's process runs; it may have become another program since",
              each(ServiceChecks::command)),
          new Rule(
              "services.*.oneshot", "it has ended with status 0", each(ServiceChecks::oneshot)),
          new Rule("services.*.user", "the owner of its process", each(ServiceChecks::user)),
          new Rule("services.*.group", "the group of its process", each(ServiceChecks::group)),
          new Rule(
              "services.*.environment",
              "each variable in `/proc/PID/environ`",
              each(ServiceChecks::environment)),
          new Rule(
              "services.*.ready.port",
              "`/proc/net/tcp` and `tcp6` have a listener",
              each(ServiceChecks::port)),
          new Rule(
              "services.*.log",
              "with `file`: `/var/log/NAME.log` is there",
              each(ServiceChecks::log)));

  /** Comes after everything else, since it disturbs the machine. */
  static final List<Rule> RESTARTS =
      List.of(
          new Rule(
              "services.*.restart",
              "after `kill -9` it runs again within 20 seconds and is ready within 90, unless"
                  + " `never`",
              each(ServiceChecks::restart)));

  /** Where the shell scripts of an init system note a service's process; systemd is asked. */
  private static final String PROCESS =
      """
      process() {
        pid=
        if [ -d /run/oscc/service ]; then
          read -r pid 2>/dev/null <"/run/oscc/service/$name/pid" && kill -0 "$pid" 2>/dev/null
        elif [ -x /usr/bin/systemctl ]; then
          pid=$(/usr/bin/systemctl show -p MainPID --value "$name.service")
          [ "${pid:-0}" != 0 ]
        else
          return 1
        fi
      }
      """;

  /** What an init system says of a service that does its work now. */
  private static final String UP =
      """
      up() {
        [ -e "/run/oscc/service/$name/ready" ] || [ -e "/run/oscc/up/$name" ]
      }
      """;

  private ServiceChecks() {}

  /** A service and what the manifest says of it. */
  private record One(Subject subject, Service service) {
    Span place(String key) {
      return subject.places().of("services", service.name(), key);
    }

    String name(String key) {
      return "services.%s.%s".formatted(service.name(), key);
    }

    String script(String rest) {
      return "name=%s\n%s%s".formatted(ShellWord.quote(service.name()), PROCESS, rest);
    }

    /** A check of what the service's process is. */
    Check process(String key, String expected, Check.Look look) {
      String script =
          script(
              """
              if process; then
                stat -c '%U %G' "/proc/$pid"
                tr '\\0\\n' '\\t ' <"/proc/$pid/cmdline"
                echo
                tr '\\0' '\\n' <"/proc/$pid/environ"
              else
                echo not running
              fi
              """);
      return new Check(
          name(key),
          place(key),
          expected,
          script,
          printed ->
              printed.strip().equals("not running")
                  ? Seen.broken("not running")
                  : look.at(printed));
    }
  }

  private static Rule.Maker each(Function<One, Optional<Check>> make) {
    return subject ->
        subject.machine().services().values().stream()
            .flatMap(service -> make.apply(new One(subject, service)).stream())
            .toList();
  }

  private static Optional<Check> command(One one) {
    if (one.service().oneshot()) {
      return Optional.empty();
    }
    return Optional.of(
        one.process(
            "command",
            "running",
            printed -> Seen.held("running as " + line(printed, 1).strip().replace('\t', ' '))));
  }

  private static String line(String printed, int index) {
    return printed.lines().skip(index).findFirst().orElse("");
  }

  private static Optional<Check> oneshot(One one) {
    if (!one.service().oneshot()) {
      return Optional.empty();
    }
    String script =
        """
        name=%s
        if [ -d /run/oscc/service ]; then
          mark=/run/oscc/service/$name/up
        else
          mark=/run/oscc/up/$name
        fi
        [ -e "$mark" ] && echo 'done' || echo 'not done'
        """
            .formatted(ShellWord.quote(one.service().name()));
    return Optional.of(
        new Check(
            one.name("oneshot"),
            one.place("oneshot"),
            "done",
            script,
            printed -> {
              String found = Facts.firstLine(printed);
              return Seen.of(found.equals("done"), found);
            }));
  }

  private static Optional<Check> restart(One one) {
    if (one.service().oneshot() || one.service().restart() == Restart.NEVER) {
      return Optional.empty();
    }
    String script =
        one.script(
            UP
                + """
                if process; then
                  old=$pid
                  kill -9 "$old"
                  tries=100
                  until process && [ "$pid" != "$old" ] || [ "$tries" = 0 ]; do
                    tries=$((tries - 1))
                    sleep 0.2
                  done
                  if [ "$tries" = 0 ]; then
                    echo not back after 20 seconds
                  else
                    # What is done with the machine next finds it as it was.
                    tries=450
                    until up || [ "$tries" = 0 ]; do
                      tries=$((tries - 1))
                      sleep 0.2
                    done
                    [ "$tries" = 0 ] && echo not ready again after 90 seconds || echo back
                  fi
                else
                  echo not running
                fi
                """);
    return Optional.of(
        new Check(
            one.name("restart"),
            one.place("restart"),
            "back",
            script,
            printed -> Seen.of(printed.strip().equals("back"), Facts.firstLine(printed))));
  }

  private static Optional<Check> user(One one) {
    return one.service().user().flatMap(user -> owner(one, "user", 0, user.value()));
  }

  private static Optional<Check> group(One one) {
    return one.service().group().flatMap(group -> owner(one, "group", 1, group.value()));
  }

  private static Optional<Check> owner(One one, String key, int word, String expected) {
    if (one.service().oneshot()) {
      return Optional.empty();
    }
    return Optional.of(
        one.process(
            key,
            expected,
            printed -> {
              List<String> words = Facts.words(line(printed, 0));
              String found = word < words.size() ? words.get(word) : "nobody";
              return Seen.of(found.equals(expected), found);
            }));
  }

  private static Optional<Check> environment(One one) {
    if (one.service().oneshot() || one.service().environment().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        one.process(
            "environment",
            String.join(", ", one.service().environment().keySet()),
            printed -> {
              List<String> lines = printed.lines().skip(2).toList();
              List<String> wrong = new ArrayList<>();
              // A value may be a secret, so it is not repeated.
              one.service()
                  .environment()
                  .forEach((name, value) -> {
                    if (!printed.contains("\n" + name + "=" + value + "\n")) {
                      boolean set = lines.stream().anyMatch(l -> l.startsWith(name + "="));
                      wrong.add(name + (set ? " has another value" : " is not set"));
                    }
                  });
              return Seen.of(wrong.isEmpty(), wrong.isEmpty() ? "these" : String.join(", ", wrong));
            }));
  }

  private static Optional<Check> port(One one) {
    if (one.service().ready().isEmpty()
        || !(one.service().ready().get() instanceof Ready.Port(int port))) {
      return Optional.empty();
    }
    Span place = one.subject().places().of("services", one.service().name(), "ready", "port");
    return Optional.of(Facts.port(one.name("ready.port"), place, port));
  }

  private static Optional<Check> log(One one) {
    if (one.service().log() != Service.Log.FILE) {
      return Optional.empty();
    }
    String file = "/var/log/%s.log".formatted(one.service().name());
    return Optional.of(
        new Check(
            one.name("log"),
            one.place("log"),
            file,
            "[ -f %1$s ] && echo there || echo not there".formatted(ShellWord.quote(file)),
            printed -> Seen.of(printed.strip().equals("there"), printed.strip())));
  }
}
