package oscc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.Native;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeZstdTest {
  /** Or the build's copy would lie there for nothing. */
  @Test
  void the_library_beside_the_jar_has_the_name_that_it_has_in_the_jar() throws Exception {
    Path jar = Path.of(Native.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    Path beside = NativeZstd.besideJar(jar);

    Path inJar = beside.subpath(beside.getNameCount() - 3, beside.getNameCount());
    assertThat(Native.class.getResource("/" + inJar)).as(inJar.toString()).isNotNull();
  }
}
