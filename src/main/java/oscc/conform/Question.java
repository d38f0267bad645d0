package oscc.conform;

import oscc.manifest.Network;
import oscc.template.ShellWord;

/**
 * What is asked of an interface.
 *
 * @param key below the interface's entry
 */
record Question(String key, String expected, String script, Check.Look look) {

  /** The check that asks it. */
  static Check check(Subject subject, Network.Interface nic, Question question) {
    return new Check(
        "network.interfaces.%s.%s".formatted(nic.name(), question.key()),
        subject.places().of("network", "interfaces", nic.name(), question.key()),
        question.expected(),
        question.script(),
        question.look());
  }

  /** Prints a file that the kernel has of an interface. */
  static String sys(Network.Interface nic, String file) {
    return "cat " + ShellWord.quote("/sys/class/net/%s/%s".formatted(nic.name(), file)) + " 2>&1";
  }

  /** Prints the IPv4 addresses of an interface once it has any, after 20 seconds anyway. */
  static String awaitLease(Network.Interface nic) {
    return await("ip -o -4 addr show dev %s".formatted(ShellWord.quote(nic.name())), "inet ");
  }

  /** Prints what a command says once a line has some words, after 20 seconds anyway. */
  static String await(String command, String words) {
    return """
    tries=100
    until %1$s 2>/dev/null | grep -qF %2$s || [ "$tries" = 0 ]; do
      tries=$((tries - 1))
      sleep 0.2
    done
    %1$s
    """
        .formatted(command, ShellWord.quote(words));
  }
}
