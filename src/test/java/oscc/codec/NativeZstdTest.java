package oscc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.Native;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeZstdTest {
  /** Or the build's copy would lie there for nothing. */
  @Test
  void the_library_has_the_name_that_it_has_in_its_jar_and_lies_below_that_of_oscc() {
    Path unpacked = NativeZstd.unpacked(Path.of("/opt/oscc 1/lib/oscc/oscc.jar"));

    assertThat(unpacked).startsWithRaw(Path.of("/opt/oscc 1/lib/oscc/lib"));
    Path inJar = unpacked.subpath(unpacked.getNameCount() - 3, unpacked.getNameCount());
    assertThat(Native.class.getResource("/" + inJar)).as(inJar.toString()).isNotNull();
  }
}
