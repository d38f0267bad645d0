package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.fstree.UnixPath;

class UsrMergeTest {

  @ParameterizedTest
  @CsvSource({
    "/bin/x, /usr/bin/x",
    "/lib, /usr/lib",
    "/libx32/a, /usr/libx32/a",
    "/library, /library",
    "/usr/bin/x, /usr/bin/x",
    "/, /"
  })
  void the_folders_of_old_are_behind_usr(String before, String after) {
    assertThat(UsrMerge.land(new UnixPath(before))).isEqualTo(new UnixPath(after));
  }

  @ParameterizedTest
  @CsvSource({
    "/lib/a, b, b",
    "/lib/a, /lib/b, /lib/b",
    "/lib/a, ../bin/b, ../bin/b",
    "/lib/a, ../usr/share/b, ../share/b",
    "/lib/d/a, ../../etc/b, ../../../etc/b",
    "/usr/lib/a, ../../etc/b, ../../etc/b",
    "/lib/a, ../usr, ../."
  })
  void links_mean_what_they_meant(String link, String target, String after) {
    assertThat(UsrMerge.retarget(new UnixPath(link), target)).isEqualTo(after);
  }
}
