package oscc.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import oscc.store.Digest;

/** Equality of locks is written by hand, so that a component could be forgotten. */
class LockEqualityTest {
  private static final Digest NOTHING = Digest.of(new byte[0]);

  @Test
  void locks_that_differ_in_one_component_are_different() {
    for (RecordComponent component : Lock.class.getRecordComponents()) {
      Lock other = with(component.getName());

      assertThat(other).as(component.getName()).isNotEqualTo(Lock.EMPTY);
      assertThat(other)
          .isEqualTo(with(component.getName()))
          .hasSameHashCodeAs(with(component.getName()));
    }
  }

  private static Lock with(String component) {
    Lock.LockedId id = new Lock.LockedId(1, new TreeSet<>());
    return new Lock(
        some(component.equals("debs"), List.of()),
        some(component.equals("urls"), new Lock.LockedUrl(NOTHING, 0)),
        some(component.equals("keyFiles"), new Lock.KeyFile("key")),
        some(component.equals("users"), id),
        some(component.equals("groups"), id));
  }

  private static <V> SortedMap<String, V> some(boolean wanted, V value) {
    return new TreeMap<>(wanted ? Map.of("x", value) : Map.of());
  }
}
