package oscc.source;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import oscc.manifest.PackageSpec;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;

/** A tar archive, compressed or not. */
record TarSource(Store store, Blob blob, String name, PackageSpec.Selection selection, long epoch)
    implements UnitSource {

  @Override
  public Digest inputs() {
    return UnitKey.of("tar", blob.digest(), selection, epoch);
  }

  @Override
  public Optional<Blob> archive() {
    return Optional.of(blob);
  }

  @Override
  public Unpacked unpack() throws IOException {
    TarUnpacker unpacker = new TarUnpacker(store, selection, epoch);
    TarUnpacker.Result result = unpacker.unpack(name, this::open);
    return new Unpacked(result.tree(), result.contents(), List.of(), result.matched());
  }

  private ArchiveInput open() throws IOException {
    return Decompression.open(name, "", Files.newInputStream(blob.file()));
  }
}
