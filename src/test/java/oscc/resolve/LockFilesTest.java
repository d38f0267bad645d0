package oscc.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.manifest.Arch;
import oscc.store.Digest;
import oscc.store.FileLocks;

class LockFilesTest {
  private static final Digest DIGEST = Digest.of(new byte[0]);

  @TempDir Path folder;

  private static DebRequest request(String name) {
    return DebRequest.single(Arch.X86_64, DebRequest.Follow.ALONE, name);
  }

  private static LockedDeb deb(String name) {
    return new LockedDeb(
        name, "1:2+b1", "amd64", URI.create("http://mirror/debian/"), "pool/x.deb", 12, DIGEST);
  }

  private static Lock sample() {
    Lock lock =
        Lock.EMPTY
            .with(request("app"), List.of(deb("app"), deb("lib")))
            .withUrl("https://host/x", new Lock.LockedUrl(DIGEST, 5))
            .withKeyFile("../me.pub", new Lock.KeyFile("ssh-ed25519 \"quoted\"\n"));
    var id = new Lock.LockedId(517, new TreeSet<>(Set.of("openssh-server")));
    var users = new TreeMap<>(Map.of("sshd", id));
    return new Lock(lock.debs(), lock.urls(), lock.keyFiles(), users, lock.groups());
  }

  private final LockFiles files = new LockFiles();

  private FileLocks locks() throws IOException {
    return FileLocks.in(folder.resolve("locks"));
  }

  private Path file() {
    return folder.resolve("oscc.lock");
  }

  private Lock read() throws IOException, Rejected {
    return files.read(folder, new Report());
  }

  private Diagnostic unreadable(String text) throws IOException {
    Files.writeString(file(), text);
    Report report = new Report();
    assertThatThrownBy(() -> files.read(folder, report)).isInstanceOf(Rejected.class);
    assertThatThrownBy(() -> files.write(folder, Lock.EMPTY, sample(), locks()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("oscc.lock");
    assertThat(file()).hasContent(text);
    return report.diagnostics().getFirst();
  }

  @Test
  void what_was_written_is_read() throws Exception {
    files.write(folder, Lock.EMPTY, sample(), locks());

    assertThat(read()).isEqualTo(sample());
  }

  @Test
  void the_file_has_one_form() throws Exception {
    files.write(folder, Lock.EMPTY, sample(), locks());

    assertThat(file())
        .hasContent(
            """
            {
              "debs": {
                "amd64: app (alone)": [
                  "app 1:2+b1 amd64",
                  "lib 1:2+b1 amd64"
                ]
              },
              "ids": {
                "groups": {},
                "users": {
                  "sshd": {
                    "id": 517,
                    "packages": [
                      "openssh-server"
                    ]
                  }
                }
              },
              "key_files": {
                "../me.pub": "ssh-ed25519 \\"quoted\\"\\n"
              },
              "oscc_lock": 1,
              "packages": {
                "app 1:2+b1 amd64": {
                  "archive": "http://mirror/debian/",
                  "path": "pool/x.deb",
                  "sha256": "SHA",
                  "size": 12
                },
                "lib 1:2+b1 amd64": {
                  "archive": "http://mirror/debian/",
                  "path": "pool/x.deb",
                  "sha256": "SHA",
                  "size": 12
                }
              },
              "urls": {
                "https://host/x": {
                  "sha256": "SHA",
                  "size": 5
                }
              }
            }
            """
                .replace("SHA", DIGEST.hex()));
  }

  @Test
  void a_lock_that_says_nothing_new_is_not_written() throws Exception {
    files.write(folder, Lock.EMPTY, Lock.EMPTY, locks());
    assertThat(file()).doesNotExist();
    files.write(folder, Lock.EMPTY, sample(), locks());
    Object inode = Files.getAttribute(file(), "unix:ino");

    files.write(folder, sample(), sample(), locks());

    assertThat(Files.getAttribute(file(), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void builds_that_end_at_once_lose_nothing() throws Exception {
    List<Callable<Lock>> tasks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Lock ours = Lock.EMPTY.with(request("app" + i), List.of(deb("app" + i)));
      tasks.add(() -> files.write(folder, Lock.EMPTY, ours, locks()));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (var result : threads.invokeAll(tasks)) {
        assertThat(result.get().debs()).isNotEmpty();
      }
    }

    assertThat(read().debs()).hasSize(12);
  }

  @Test
  void what_another_build_updated_is_not_turned_back() throws Exception {
    Lock base = Lock.EMPTY.with(request("a"), List.of(deb("old"))).with(request("b"), List.of());
    files.write(folder, Lock.EMPTY, base, locks());
    files.write(folder, base, base.with(request("a"), List.of(deb("new"))), locks());

    Lock merged = files.write(folder, base, base.with(request("b"), List.of(deb("b"))), locks());

    assertThat(merged.find(request("a"))).hasValue(List.of(deb("new")));
    assertThat(merged.find(request("b"))).hasValue(List.of(deb("b")));
  }

  @Test
  void damage_is_shown_at_its_line_and_never_overwritten() throws Exception {
    Diagnostic cut = unreadable("{\n  \"oscc_lock\": 1,\n  \"debs\": {,\n");
    assertThat(cut.code()).isEqualTo(Code.OS0304);
    assertThat(cut.span().orElseThrow().toString()).endsWith("oscc.lock:3:1");

    Diagnostic shape =
        unreadable("{\"oscc_lock\": 1,\n\"urls\": {\n \"http://x\": {\"size\": 1}}}");
    assertThat(shape.code()).isEqualTo(Code.OS0304);
    assertThat(shape.message()).isEqualTo("the lock is damaged: `sha256` is missing");
    assertThat(shape.span().orElseThrow().position().line()).isEqualTo(3);

    assertThat(unreadable("{\"oscc_lock\": 1, \"debs\": {\"amd64: a\": [\"a 1 all\"]}}").message())
        .contains("`a 1 all` is not among its packages");
    assertThat(unreadable("[]").code()).isEqualTo(Code.OS0304);
    assertThat(unreadable(" ").code()).isEqualTo(Code.OS0304);
  }

  @Test
  void a_newer_format_is_told_apart_from_damage() throws Exception {
    Diagnostic newer = unreadable("{\n\"oscc_lock\": 2}");

    assertThat(newer.code()).isEqualTo(Code.OS0306);
    assertThat(newer.span().orElseThrow().position().line()).isEqualTo(2);
  }

  @Test
  void no_change_of_a_byte_ends_in_anything_but_a_lock_or_a_diagnostic() throws Exception {
    files.write(folder, Lock.EMPTY, sample(), locks());
    byte[] good = Files.readAllBytes(file());
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      Files.write(file(), bad);
      Report report = new Report();
      try {
        assertThat(files.read(folder, report)).isNotNull();
      } catch (Rejected e) {
        assertThat(report.diagnostics()).hasSize(1);
      }
    }
  }

  @Test
  void what_another_process_wrote_is_read_again() throws Exception {
    files.write(folder, Lock.EMPTY, sample(), locks());
    files.read(folder, new Report());

    new LockFiles().write(folder, sample(), sample().with(request("x"), List.of()), locks());

    assertThat(files.read(folder, new Report()).debs()).containsKey(request("x").key());
  }
}
