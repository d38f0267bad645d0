package oscc.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Code;
import oscc.diag.Progress;
import oscc.diag.Report;
import oscc.manifest.Arch;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.manifest.PackageSpec;
import oscc.manifest.User;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;

@Tag("tools")
class ResolverTest {
  private static final ResolveOptions LOCKED =
      new ResolveOptions(true, false, false, OptionalLong.empty(), InstantSource.system());
  private static final ResolveOptions OFFLINE =
      new ResolveOptions(false, true, false, OptionalLong.empty(), InstantSource.system());
  private static final ResolveOptions UPDATE =
      new ResolveOptions(false, false, true, OptionalLong.of(77), InstantSource.system());

  @TempDir Path folder;
  private final Report report = new Report();
  private final List<Progress.Event> events = new ArrayList<>();

  @BeforeEach
  void a_manifest_folder_with_a_tool() throws IOException {
    Files.createDirectories(folder.resolve("m"));
    Files.writeString(folder.resolve("m/tool"), "tool");
  }

  private Machines machines() {
    return Machines.in(folder.resolve("m"));
  }

  private FakeArchive archive() throws IOException {
    return new FakeArchive(folder.resolve("archive"))
        .with("usr-is-merged", "37")
        .with("base", "1:1.0+b1", "Essential: yes")
        .with("lib", "2.0")
        .with("helper", "1", "Depends: only-for-helper")
        .with("only-for-helper", "1")
        .with("app", "3", "Pre-Depends: lib (>= 1)", "Depends: helper, usr-is-merged | usrmerge")
        .with("usrmerge", "1")
        .with("linux-image-amd64", "6.1", "Depends: linux-image-6.1.0-9-amd64 (= 6.1), lib")
        .with("linux-image-6.1.0-9-amd64", "6.1", "Depends: helper, lib");
  }

  private Optional<Resolver.Resolved> resolve(
      Machine machine, Lock lock, AptSettings apt, ResolveOptions options) throws IOException {
    Store store = Store.open(folder.resolve("store"));
    UrlDownloads none =
        wanted -> {
          throw new IOException("no network in this test");
        };
    return new Resolver(store, apt, options, none, events::add).resolve(machine, lock, report);
  }

  private Resolver.Resolved resolved(Machine machine, Lock lock, AptSettings apt)
      throws IOException {
    Optional<Resolver.Resolved> resolved = resolve(machine, lock, apt, ResolveOptions.DEFAULT);
    assertThat(report.diagnostics()).isEmpty();
    return resolved.orElseThrow();
  }

  private static List<String> names(Resolver.Resolved resolved) {
    return resolved.plan().packages().stream()
        .flatMap(entry -> entry.pins().stream())
        .map(Pin::name)
        .toList();
  }

  @Test
  void a_closure_comes_by_name_with_a_merged_usr() throws IOException {
    Machine machine = machines().packages(Machines.debs("app")).machine();

    Resolver.Resolved resolved = resolved(machine, Lock.EMPTY, archive().settings());

    assertThat(names(resolved))
        .containsExactly("app 3", "helper 1", "lib 2.0", "only-for-helper 1", "usr-is-merged 37");
  }

  @Test
  void a_pin_holds_address_path_size_and_digest() throws IOException {
    Machine machine = machines().busyboxDeb("base").machine();

    Resolver.Resolved resolved = resolved(machine, Lock.EMPTY, archive().settings());

    Path deb = folder.resolve("archive/pool/base_1.0+b1_all.deb");
    assertThat(resolved.plan().busybox())
        .isEqualTo(
            new Pin.Deb(
                "base",
                "1:1.0+b1",
                "all",
                URI.create("file:" + folder + "/archive/pool/base_1.0%2bb1_all.deb"),
                "pool/base_1.0+b1_all.deb",
                Digest.of(deb),
                Files.size(deb)));
  }

  @Test
  void pruning_takes_with_it_what_only_the_pruned_needs() throws IOException {
    PackageSpec.Deb app = Machines.debs("app");
    PackageSpec.Deb pruned =
        new PackageSpec.Deb(
            app.names(), true, List.of(Machines.at("helper")), true, app.selection(), app.span());

    Resolver.Resolved resolved =
        resolved(machines().packages(pruned).machine(), Lock.EMPTY, archive().settings());

    assertThat(names(resolved))
        .containsExactly("app 3", "base 1:1.0+b1", "lib 2.0", "usr-is-merged 37");
  }

  @Test
  void without_dependencies_the_named_come_alone() throws IOException {
    PackageSpec.Deb app = Machines.debs("app");
    PackageSpec.Deb alone =
        new PackageSpec.Deb(app.names(), false, List.of(), false, app.selection(), app.span());

    Resolver.Resolved resolved =
        resolved(machines().packages(alone).machine(), Lock.EMPTY, archive().settings());

    assertThat(names(resolved)).containsExactly("app 3");
  }

  @Test
  void a_kernel_meta_package_leads_to_the_kernel_alone() throws IOException {
    Machine machine = machines().kernelDeb("linux-image-amd64").machine();

    Resolver.Resolved resolved = resolved(machine, Lock.EMPTY, archive().settings());

    assertThat(((BuildPlan.KernelPlan.Deb) resolved.plan().kernel()).pin().name())
        .isEqualTo("linux-image-6.1.0-9-amd64 6.1");
  }

  @Test
  void a_source_limited_to_the_host_serves_another_architecture() throws IOException {
    Machine machine = machines().arch(Arch.AARCH64).packages(Machines.debs("lib")).machine();

    Resolver.Resolved resolved = resolved(machine, Lock.EMPTY, archive().settings());

    assertThat(names(resolved)).containsExactly("lib 2.0", "usr-is-merged 37");
    assertThat(resolved.lock().debs()).containsOnlyKeys("arm64: lib");
  }

  @Test
  void a_complete_lock_asks_nobody() throws IOException {
    Machine machine = machines().packages(Machines.debs("app")).machine();
    Resolver.Resolved first = resolved(machine, Lock.EMPTY, archive().settings());
    events.clear();

    AptSettings broken = archive().settings("deb [trusted=yes] file:/nowhere ./\n");
    Resolver.Resolved second = resolve(machine, first.lock(), broken, OFFLINE).orElseThrow();

    assertThat(second.lock()).isEqualTo(first.lock());
    assertThat(second.plan()).isEqualTo(first.plan());
    assertThat(events).isEmpty();
  }

  @Test
  void a_changed_request_keeps_locked_versions_and_update_takes_new_ones() throws IOException {
    FakeArchive archive = archive();
    Machine machine = machines().packages(Machines.debs("app")).machine();
    Lock lock = resolved(machine, Lock.EMPTY, archive.settings()).lock();
    archive.with("lib", "9.9").with("app", "4", "Depends: lib");
    Machine more = machines().packages(Machines.debs("app", "only-for-helper")).machine();

    assertThat(names(resolved(more, lock, archive.settings()))).contains("app 3", "lib 2.0");

    Resolver.Resolved updated = resolve(more, lock, archive.settings(), UPDATE).orElseThrow();
    assertThat(names(updated)).contains("app 4", "lib 9.9");
    assertThat(updated.plan().epoch()).isEqualTo(77);
  }

  @Test
  void two_versions_of_a_package_in_one_machine_are_an_error() throws IOException {
    FakeArchive archive = archive();
    Lock lock =
        resolved(
                machines().packages(Machines.debs("app")).machine(), Lock.EMPTY, archive.settings())
            .lock();
    archive.clear();
    archive.with("lib", "9.9");
    Machine both = machines().packages(Machines.debs("app"), Machines.debs("lib")).machine();

    assertThat(resolve(both, lock, archive.settings(), ResolveOptions.DEFAULT)).isEmpty();

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.code()).isEqualTo(Code.OS0307);
          assertThat(d.message()).contains("`lib`", "9.9", "2.0");
        });
  }

  @Test
  void all_unknown_names_are_reported_with_what_was_meant() throws IOException {
    Machine machine =
        machines().busyboxDeb("bsae").packages(Machines.debs("helpr", "app=3", "zzzzzz")).machine();

    assertThat(resolve(machine, Lock.EMPTY, archive().settings(), ResolveOptions.DEFAULT))
        .isEmpty();

    assertThat(report.diagnostics().stream().map(d -> d.code() + " " + d.message() + d.help()))
        .containsExactlyInAnyOrder(
            "OS0301 no Debian package `bsae`[did you mean `base`?]",
            "OS0301 no Debian package `helpr`[did you mean `helper`?]",
            "OS0301 no Debian package `zzzzzz`[]",
            "OS0312 `app=3` is not a package name[versions are kept in oscc.lock; "
                + "`oscc lock --update` takes the newest]");
  }

  @Test
  void a_name_that_others_provide_lists_them() throws IOException {
    AptSettings apt = archive().with("mawk", "1", "Provides: awk").settings();
    Machine machine = machines().packages(Machines.debs("awk")).machine();

    assertThat(resolve(machine, Lock.EMPTY, apt, ResolveOptions.DEFAULT)).isEmpty();

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.code() + " " + d.label()).isEqualTo("OS0311 one of: mawk"));
  }

  @Test
  void what_cannot_be_satisfied_is_told_in_the_words_of_apt() throws IOException {
    AptSettings apt = archive().with("broken", "1", "Depends: nosuch").settings();
    Machine machine = machines().packages(Machines.debs("broken")).machine();

    assertThat(resolve(machine, Lock.EMPTY, apt, ResolveOptions.DEFAULT)).isEmpty();

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.code()).isEqualTo(Code.OS0302);
          assertThat(String.join("\n", d.help())).contains("Depends: nosuch");
        });
  }

  @Test
  void a_mirror_without_answer_is_a_warning_while_others_suffice() throws IOException {
    FakeArchive archive = archive();
    String local = "deb [trusted=yes] file:%s/archive ./\n".formatted(folder);
    String dead = "deb [trusted=yes] http://me:secret@127.0.0.1:9/debian ./\n";
    Machine machine = machines().packages(Machines.debs("lib")).machine();

    resolved(machine, Lock.EMPTY, archive.settings(local + dead));

    assertThat(events.toString()).contains("127.0.0.1:9").doesNotContain("secret");
  }

  @Test
  void no_list_at_all_is_a_failure_of_the_mirror() throws IOException {
    AptSettings apt = archive().settings("deb [trusted=yes] http://127.0.0.1:9/debian ./\n");
    Machine machine = machines().packages(Machines.debs("lib")).machine();

    assertThatThrownBy(() -> resolve(machine, Lock.EMPTY, apt, ResolveOptions.DEFAULT))
        .isInstanceOf(MirrorUnavailable.class)
        .hasMessageContaining("etc");
  }

  @Test
  void a_locked_build_refuses_to_add_to_the_lock() throws IOException {
    Machine machine = machines().packages(Machines.debs("lib")).machine();

    assertThat(resolve(machine, Lock.EMPTY, archive().settings(), LOCKED)).isEmpty();

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.code()).isEqualTo(Code.OS0303));
  }

  @Test
  void an_offline_build_says_what_the_lock_lacks() throws IOException {
    Machine machine = machines().packages(Machines.debs("lib")).machine();

    assertThatThrownBy(() -> resolve(machine, Lock.EMPTY, archive().settings(), OFFLINE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("amd64: lib")
        .hasMessageContaining("--offline");
  }

  @Test
  void an_address_in_the_store_needs_no_network_and_no_password_in_the_lock() throws IOException {
    Blob blob;
    blob = Store.open(folder.resolve("store")).keep(Files.newInputStream(folder.resolve("m/tool")));
    var url =
        new Locator.Url(
            URI.create("https://me:secret@host/x.tar"),
            "x",
            Optional.of(blob.digest()),
            Machines.SPAN);
    var tar = new PackageSpec.Tar(url, PackageSpec.Selection.ALL, Machines.SPAN);

    Resolver.Resolved resolved =
        resolved(machines().packages(tar).machine(), Lock.EMPTY, archive().settings());

    assertThat(resolved.lock().urls())
        .containsOnlyKeys("https://host/x.tar")
        .containsValue(new Lock.LockedUrl(blob.digest(), 4));
  }

  @Test
  void a_key_file_outside_the_folder_lives_on_in_the_lock() throws IOException {
    Path key = Files.writeString(folder.resolve("me.pub"), "ssh-ed25519 AAAA me\n");
    var locator = new Locator.LocalFile(key, "../me.pub", Optional.empty(), Machines.SPAN);
    User user = Machines.user("root", OptionalLong.of(0), new User.AuthorizedKey.KeyFile(locator));
    Machine machine = machines().users(user).machine();
    Resolver.Resolved first = resolved(machine, Lock.EMPTY, archive().settings());
    Files.delete(key);

    Resolver.Resolved second = resolved(machine, first.lock(), archive().settings());

    Pin.LocalFile pin = second.plan().files().getFirst().pin();
    assertThat(pin.path()).hasContent("ssh-ed25519 AAAA me\n");
    assertThat(pin.digest()).isEqualTo(first.plan().files().getFirst().pin().digest());
  }

  @Test
  void a_key_file_that_neither_host_nor_lock_has_is_an_error() throws IOException {
    var locator =
        new Locator.LocalFile(
            folder.resolve("no.pub"), "../no.pub", Optional.empty(), Machines.SPAN);
    User user = Machines.user("root", OptionalLong.of(0), new User.AuthorizedKey.KeyFile(locator));

    resolve(
        machines().users(user).machine(), Lock.EMPTY, archive().settings(), ResolveOptions.DEFAULT);

    assertThat(report.diagnostics()).extracting(d -> d.code()).containsExactly(Code.OS0213);
  }

  @Test
  void a_private_key_never_enters_the_lock() throws IOException {
    Path key = Files.writeString(folder.resolve("me"), "-----BEGIN OPENSSH PRIVATE KEY-----\n");
    var locator = new Locator.LocalFile(key, "../me", Optional.empty(), Machines.SPAN);
    User user = Machines.user("root", OptionalLong.of(0), new User.AuthorizedKey.KeyFile(locator));

    assertThat(
            resolve(
                machines().users(user).machine(),
                Lock.EMPTY,
                archive().settings(),
                ResolveOptions.DEFAULT))
        .isEmpty();

    assertThat(report.diagnostics()).extracting(d -> d.code()).containsExactly(Code.OS0310);
  }

  @Test
  void a_local_file_with_other_bytes_than_the_manifest_says_is_an_error() throws IOException {
    var locator =
        new Locator.LocalFile(
            folder.resolve("m/tool"), "tool", Optional.of(Digest.of(new byte[1])), Machines.SPAN);
    var tar = new PackageSpec.Tar(locator, PackageSpec.Selection.ALL, Machines.SPAN);

    resolve(
        machines().packages(tar).machine(),
        Lock.EMPTY,
        archive().settings(),
        ResolveOptions.DEFAULT);

    assertThat(report.diagnostics()).extracting(d -> d.code()).containsExactly(Code.OS0305);
  }
}
