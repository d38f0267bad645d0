package oscc.vm;

import java.io.IOException;
import java.util.List;

/** Something that is done with a machine once it is ready. */
public interface Exercise {
  /** What its observations belong to. */
  String group();

  /** Whether the machine must have a screen for it. */
  default boolean needsScreen() {
    return false;
  }

  /**
   * Does it.
   *
   * @throws IOException if the machine or its agent fails; what was observed until then is lost, so
   *     an exercise that has many parts keeps what is left as observations of its own
   */
  List<Observation> on(Session session) throws IOException, InterruptedException;
}
