package oscc.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts modules into an order in which each can be loaded: what it needs before it, what it merely
 * asks for with a soft dependency before or after it. A circle is cut where it closes.
 */
final class LoadOrder {
  private final ModuleIndex index;
  private final Softdeps softdeps;
  private final Set<LoadableModule> entered = new HashSet<>();
  private final Set<LoadableModule> done = new LinkedHashSet<>();

  /** Which soft dependencies are followed. */
  enum Softdeps {
    NONE,
    PRE,
    PRE_AND_POST
  }

  private LoadOrder(ModuleIndex index, Softdeps softdeps) {
    this.index = index;
    this.softdeps = softdeps;
  }

  static List<LoadableModule> of(
      ModuleIndex index, Collection<LoadableModule> wanted, Softdeps softdeps) {
    LoadOrder order = new LoadOrder(index, softdeps);
    wanted.forEach(order::add);
    return List.copyOf(order.done);
  }

  private sealed interface Step {
    record Enter(LoadableModule module) implements Step {}

    record Leave(LoadableModule module) implements Step {}
  }

  // A stack of its own: a hostile chain of a million modules must not end in a stack overflow.
  private void add(LoadableModule wanted) {
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step.Enter(wanted));
    while (!steps.isEmpty()) {
      switch (steps.pop()) {
        case Step.Enter(LoadableModule module) -> {
          if (entered.add(module)) {
            steps.push(new Step.Leave(module));
            enterAll(before(module), steps);
          }
        }
        case Step.Leave(LoadableModule module) -> {
          done.add(module);
          enterAll(after(module), steps);
        }
      }
    }
  }

  private static void enterAll(List<LoadableModule> modules, Deque<Step> steps) {
    modules.reversed().forEach(m -> steps.push(new Step.Enter(m)));
  }

  private List<LoadableModule> before(LoadableModule module) {
    List<LoadableModule> before = new ArrayList<>();
    if (softdeps != Softdeps.NONE) {
      module.pre().forEach(name -> before.addAll(index.providers(name)));
    }
    before.addAll(index.dependencies(module));
    return before;
  }

  private List<LoadableModule> after(LoadableModule module) {
    List<LoadableModule> after = new ArrayList<>();
    if (softdeps == Softdeps.PRE_AND_POST) {
      module.post().forEach(name -> after.addAll(index.providers(name)));
    }
    return after;
  }
}
