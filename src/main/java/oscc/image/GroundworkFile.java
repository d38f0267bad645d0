package oscc.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import oscc.debian.ScriptNote;
import oscc.diag.Code;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.StoredTree;
import oscc.fstree.UnixPath;
import oscc.kernel.BootImage;
import oscc.kernel.KernelFindings;
import oscc.kernel.NeedAnswers;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.source.Selections;
import oscc.store.Digest;
import oscc.store.Store;
import oscc.store.WordFile;
import oscc.store.Words;

/** The file in which the store keeps a groundwork; its trees are asked where they lie. */
final class GroundworkFile {
  /** Raised whenever the layout changes. */
  static final int VERSION = 2;

  static final WordFile KIND = new WordFile("oscc groundwork", VERSION);

  private GroundworkFile() {}

  static void write(Groundwork groundwork, Map<UnixPath, Program> programs, Path file)
      throws IOException {
    Words.Writer out = new Words.Writer();
    out.list(groundwork.accounts(), account -> write(account, out));
    write(groundwork.ids().users(), out);
    write(groundwork.ids().groups(), out);
    write(groundwork.kernel(), out);
    groundwork.findings().selections().write(out);
    groundwork.findings().kernel().write(out);
    out.list(groundwork.findings().notes(), note -> note.write(out));
    out.list(groundwork.findings().missing(), missing -> write(missing, out));
    out.list(groundwork.units(), out::digest);
    ProgramTable.write(programs, out);
    StoredTree.write(groundwork.base(), out);
    StoredTree.write(groundwork.packages(), out);
    KIND.write(out, file);
  }

  /** The groundwork in a file; empty if the file is damaged or foreign. */
  static Optional<Groundwork> read(Path file, Store store) throws IOException {
    Optional<Words.Reader> words = KIND.read(file);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Words.Reader in = words.get();
    List<SystemAccount> accounts = in.list(() -> account(in));
    SystemIds ids = new SystemIds(ids(in), ids(in));
    Groundwork.KernelPart kernel = kernel(in, store);
    Selections selections = Selections.read(in);
    KernelFindings ofKernel = KernelFindings.read(in);
    List<ScriptNote> notes = in.list(() -> ScriptNote.read(in));
    List<LibraryCheck.Missing> missing = in.list(() -> missing(in));
    List<Digest> units = in.list(in::digest);
    ProgramTable programs = ProgramTable.read(in);
    FileTree base = StoredTree.read(in, store);
    FileTree packages = StoredTree.read(in, store);
    var findings = new Groundwork.Findings(selections, ofKernel, notes, missing, programs);
    return Optional.of(new Groundwork(accounts, ids, kernel, base, packages, units, findings));
  }

  private static void write(SystemAccount account, Words.Writer out) {
    out.text(account.packageName());
    out.text(account.name());
    // No id is so large that one more is none.
    out.number(account.fixedId().isPresent() ? account.fixedId().getAsLong() + 1 : 0);
    out.number(account.login().isPresent() ? 1 : 0);
    account
        .login()
        .ifPresent(login -> {
          out.text(login.group());
          out.text(login.gecos());
          out.text(login.home());
          out.text(login.shell());
        });
  }

  private static SystemAccount account(Words.Reader in) {
    String packageName = in.text();
    String name = in.text();
    long id = in.number();
    boolean isUser = in.number() == 1;
    return new SystemAccount(
        packageName,
        name,
        id == 0 ? OptionalLong.empty() : OptionalLong.of(id - 1),
        isUser
            ? Optional.of(new SystemAccount.Login(in.text(), in.text(), in.text(), in.text()))
            : Optional.empty());
  }

  private static void write(SortedMap<String, Long> ids, Words.Writer out) {
    out.list(
        List.copyOf(ids.entrySet()),
        id -> {
          out.text(id.getKey());
          out.number(id.getValue());
        });
  }

  private static SortedMap<String, Long> ids(Words.Reader in) {
    SortedMap<String, Long> ids = new TreeMap<>();
    for (int left = in.count(); left > 0; left--) {
      ids.put(in.text(), in.number());
    }
    return ids;
  }

  private static void write(Groundwork.KernelPart kernel, Words.Writer out) {
    BootImage image = kernel.image();
    out.digest(image.content().digest());
    out.number(image.content().size());
    out.number(image.cmdlineLimit());
    out.number(image.initSize());
    kernel.answers().write(out);
  }

  /** Whoever opens the image makes the groundwork anew: a bundle that has it needs it no more. */
  private static Groundwork.KernelPart kernel(Words.Reader in, Store store) {
    Content content = Content.of(store.blob(in.digest(), in.number()));
    BootImage image = new BootImage(content, in.number(), in.number());
    return new Groundwork.KernelPart(image, NeedAnswers.read(in));
  }

  private static void write(LibraryCheck.Missing missing, Words.Writer out) {
    out.text(missing.code().name());
    out.text(missing.what());
    out.texts(missing.needers().stream().map(UnixPath::value).toList());
    out.number(missing.part());
  }

  private static LibraryCheck.Missing missing(Words.Reader in) {
    return new LibraryCheck.Missing(
        Code.valueOf(in.text()), in.text(), in.list(() -> new UnixPath(in.text())), in.count());
  }
}
