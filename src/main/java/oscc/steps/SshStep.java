package oscc.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.bundle.SshAccess;
import oscc.manifest.TestStep.Action;
import oscc.process.Run;
import oscc.template.ShellWord;
import oscc.vm.GuestAgent;
import oscc.vm.LabKey;
import oscc.vm.QmpClient;
import oscc.vm.Session;
import oscc.vm.SshLogin;

/** Runs commands in a machine by the host's ssh. */
final class SshStep {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final String KNOWN = "known";
  private static final String KEY = "key";

  private final Session session;
  private final Place place;
  private Optional<Integer> port = Optional.empty();
  private boolean knowsLabKey;

  SshStep(Session session, Place place) {
    this.session = session;
    this.place = place;
  }

  /** The machine has started anew: it has forgotten what came from outside. */
  void forget() {
    knowsLabKey = false;
  }

  /** Runs a command; both of its streams are the output. */
  Answer run(Action.Ssh step, Duration within, QmpClient qmp)
      throws StepFailed, IOException, InterruptedException {
    SshAccess access =
        place.bundle().ssh().orElseThrow(() -> new StepFailed("the machine has no ssh server"));
    if (port.isEmpty()) {
      port = Optional.of(qmp.forward(access.port()));
    }
    Path folder = Files.createTempDirectory("oscc-ssh");
    // Deleted in reverse order when oscc is ended meanwhile.
    for (Path file : List.of(folder, folder.resolve(KNOWN), folder.resolve(KEY))) {
      file.toFile().deleteOnExit();
    }
    try {
      Optional<LabKey> key = key(step, access, folder);
      // A machine makes its host key when it boots, so there is nothing to compare it with.
      var login =
          new SshLogin(place.bundle().name(), step.user(), port.get(), folder.resolve(KNOWN), key);
      long start = System.nanoTime();
      login.awaitServer(within);
      Duration left = within.minusNanos(System.nanoTime() - start);
      Run run = Run.of(argv(login, step.command()));
      Run.Result result = run.within(left.compareTo(LEAST) < 0 ? LEAST : left).result();
      return new Answer(result.status(), result.out() + result.err());
    } finally {
      Files.deleteIfExists(folder.resolve(KNOWN));
      Files.deleteIfExists(folder.resolve(KEY));
      Files.delete(folder);
    }
  }

  private static List<String> argv(SshLogin login, String command) {
    List<String> argv = new ArrayList<>(login.argv(List.of(command)));
    // Nobody is there to be asked for a password.
    argv.addAll(1, List.of("-n", "-F", "none", "-o", "BatchMode=yes"));
    return argv;
  }

  private Optional<LabKey> key(Action.Ssh step, SshAccess access, Path folder)
      throws StepFailed, IOException, InterruptedException {
    if (step.key().isPresent()) {
      return Optional.of(privateCopy(step.key().get().path(), folder.resolve(KEY)));
    }
    if (!access.keyFromCmdline()) {
      return Optional.empty();
    }
    LabKey lab = LabKey.in(place.state());
    if (!knowsLabKey) {
      letIn(lab);
      knowsLabKey = true;
    }
    return Optional.of(lab);
  }

  /** A key from git has a mode with which ssh takes none. */
  private static LabKey privateCopy(Path key, Path copy) throws IOException {
    var owner = PosixFilePermissions.fromString("rw-------");
    Files.createFile(copy, PosixFilePermissions.asFileAttribute(owner));
    Files.write(copy, Files.readAllBytes(key));
    return new LabKey(copy);
  }

  /**
   * Does what {@code oscc.ssh_key=} on the kernel command line would have done, which a machine
   * that boots over the network cannot be given: the words there are part of the bundle.
   */
  private void letIn(LabKey key) throws StepFailed, IOException, InterruptedException {
    String script =
        "keys=/run/oscc/authorized_keys; [ -f $keys ] && printf '%s\\n' KEY >>$keys"
            .replace("KEY", ShellWord.quote(key.publicLine()));
    GuestAgent.Reply reply = session.agent().run(script, SOON);
    if (reply.status() != 0) {
      throw new StepFailed("the machine takes no key: " + reply.output().strip());
    }
  }
}
