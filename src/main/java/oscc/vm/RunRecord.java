package oscc.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What is known of the machine last started from a bundle, so that another oscc can reach it. It
 * lies in the user's state folder, one folder per bundle.
 */
public final class RunRecord {
  private final Path folder;

  private RunRecord(Path folder) {
    this.folder = folder;
  }

  /** The record for a bundle. */
  public static RunRecord of(Path state, Path bundle) throws IOException {
    String path = bundle.toRealPath().toString();
    String key = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
    return new RunRecord(state.resolve("running").resolve(key));
  }

  /** The file to which the run script appends a line for each forwarded port. */
  public Path ports() {
    return folder.resolve("ports");
  }

  /** The host keys seen; a machine makes its own anew, so they are pinned for one run. */
  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** Forgets the last run and makes room for one that starts now. */
  public void begin() throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(processFile());
    Files.deleteIfExists(ports());
    Files.deleteIfExists(knownHosts());
  }

  /** Notes the process of the run. */
  public void started(ProcessHandle process) throws IOException {
    Path draft = Files.createTempFile(folder, "process", "");
    Files.writeString(draft, identity(process));
    Files.move(draft, processFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets the run, unless another has taken its place. */
  public void ended(ProcessHandle process) throws IOException {
    if (runningPid().filter(pid -> pid == process.pid()).isPresent()) {
      begin();
    }
  }

  /** Whether the machine still runs. A number that was given to another process does not count. */
  public boolean isRunning() throws IOException {
    Optional<Long> pid = runningPid();
    if (pid.isEmpty()) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
    return process.isPresent() && identity(process.get()).equals(Files.readString(processFile()));
  }

  /** The port of the host's loopback that leads to this port of the guest. */
  public OptionalInt hostPort(int guest) throws IOException {
    try {
      return Files.readAllLines(ports()).stream()
          .map(line -> line.split(" "))
          .filter(words -> words.length == 2 && words[1].equals(Integer.toString(guest)))
          .mapToInt(words -> Integer.parseInt(words[0]))
          .findFirst();
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    }
  }

  private Optional<Long> runningPid() throws IOException {
    try {
      return Optional.of(Long.parseLong(Files.readString(processFile()).split(" ", 2)[0]));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String identity(ProcessHandle process) {
    String since = process.info().startInstant().map(Object::toString).orElse("unknown");
    return process.pid() + " " + since;
  }

  private Path processFile() {
    return folder.resolve("process");
  }
}
