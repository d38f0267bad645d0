package oscc.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import oscc.process.Run;

/**
 * The ssh key pair of this user's lab: made once, never part of a bundle.
 *
 * @param file the private key; the public one lies beside it, ending in {@code .pub}
 */
public record LabKey(Path file) {
  private static final String FILE = "id_ed25519";

  /** The key in this state folder, made if it is not there. */
  public static LabKey in(Path state) throws IOException {
    Path folder = state.resolve("lab-key");
    if (!Files.isRegularFile(folder.resolve(FILE))) {
      make(state, folder);
    }
    return new LabKey(folder.resolve(FILE));
  }

  private static void make(Path state, Path folder) throws IOException {
    Files.createDirectories(state);
    Path draft = Files.createTempDirectory(state, "lab-key-");
    Path key = draft.resolve(FILE);
    List<String> argv =
        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "oscc lab", "-f", "" + key);
    Run.Result result = Run.of(argv).result();
    if (result.status() != 0) {
      Files.deleteIfExists(draft);
      throw new IOException("ssh-keygen cannot make %s: %s".formatted(key, result.err().strip()));
    }
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another oscc made one meanwhile; a machine may know it already.
      Files.delete(key);
      Files.delete(draft.resolve(FILE + ".pub"));
      Files.delete(draft);
    }
  }

  /** The public key, as a line of {@code authorized_keys}. */
  public String publicLine() throws IOException {
    return Files.readString(file.resolveSibling(FILE + ".pub")).strip();
  }

  /** The word for the kernel command line with which a machine lets this key in. */
  public String cmdlineWord() throws IOException {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "oscc.ssh_key=" + encoder.encodeToString(publicLine().getBytes(StandardCharsets.UTF_8));
  }
}
