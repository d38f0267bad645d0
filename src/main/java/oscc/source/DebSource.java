package oscc.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * A Debian package; deb(5). Its maintainer scripts are not run: their text is kept, so that what
 * they would have done can be derived.
 *
 * @param packageName without version
 */
record DebSource(
    Store store,
    Blob blob,
    String name,
    String packageName,
    PackageSpec.Selection selection,
    long epoch)
    implements UnitSource {
  private static final UnixPath DPKG_INFO = new UnixPath("/var/lib/dpkg/info");
  private static final Set<String> NOTES =
      Set.of("control", "preinst", "postinst", "prerm", "postrm", "triggers");
  private static final int MAX_NOTE = 1 << 20;
  private static final String MEND = "get or make the package again";

  @Override
  public Digest inputs() {
    return UnitKey.of("deb " + packageName, blob.digest(), selection, epoch);
  }

  @Override
  public Optional<Blob> archive() {
    return Optional.of(blob);
  }

  @Override
  public Unpacked unpack() throws IOException {
    List<Survey.TextFile> notes = readNotes();
    TarUnpacker unpacker = new TarUnpacker(store, selection, epoch);
    TarUnpacker.Result result = unpacker.unpack(name, () -> openMember("data.tar"));
    return new Unpacked(result.tree(), result.contents(), notes, result.matched());
  }

  private List<Survey.TextFile> readNotes() throws IOException {
    List<Survey.TextFile> notes = new ArrayList<>();
    try (ArchiveInput in = openMember("control.tar")) {
      TarReader reader = new TarReader(in);
      for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        String file = EntryName.normal(entry.get().name(), in);
        if (NOTES.contains(file) && entry.get().type() == TarEntry.Type.FILE) {
          byte[] text = reader.data().readNBytes(MAX_NOTE + 1);
          if (text.length > MAX_NOTE) {
            throw in.bad("it is larger than 1 MiB", MEND);
          }
          UnixPath path = DPKG_INFO.child(packageName + "." + file);
          notes.add(new Survey.TextFile(path, new String(text, StandardCharsets.UTF_8)));
        }
      }
    }
    return notes;
  }

  /** Opens one of the two archives in the package, after those before it were found in order. */
  private ArchiveInput openMember(String wanted) throws IOException {
    ArchiveInput in = new ArchiveInput(name, Files.newInputStream(blob.file()));
    try {
      ArArchive members = ArArchive.open(in);
      checkVersion(members, in);
      expect(members, "control.tar", in);
      if (wanted.equals("data.tar")) {
        expect(members, "data.tar", in);
      }
      return Decompression.open(name, wanted, new OwningStream(members.data(), in));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static void checkVersion(ArArchive members, ArchiveInput in) throws IOException {
    if (!members.next().equals(Optional.of("debian-binary"))) {
      throw in.bad("its first member is not debian-binary", MEND);
    }
    String version = new String(members.data().readNBytes(16), StandardCharsets.US_ASCII);
    if (!version.startsWith("2.")) {
      throw in.bad("its format is `%s`".formatted(version.strip()), "expected 2.0");
    }
  }

  /** Members whose name begins with an underscore may be left out; deb(5). */
  private static void expect(ArArchive members, String wanted, ArchiveInput in) throws IOException {
    Optional<String> member = members.next();
    while (member.isPresent() && member.get().startsWith("_")) {
      member = members.next();
    }
    String found = member.orElse("nothing");
    if (!found.equals(wanted) && !found.startsWith(wanted + ".")) {
      throw in.bad("it has %s where %s is expected".formatted(found, wanted), MEND);
    }
  }
}
