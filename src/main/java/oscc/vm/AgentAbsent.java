package oscc.vm;

import java.io.IOException;

/** A machine cannot have an agent by the way it is made, so nothing can be looked at in it. */
public final class AgentAbsent extends IOException {
  private static final long serialVersionUID = 1;

  AgentAbsent(String why) {
    super(why);
  }
}
