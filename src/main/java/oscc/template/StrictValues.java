package oscc.template;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.reflect.BaseObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks names up in maps, innermost section first; a name that no map has is an error. */
final class StrictValues extends BaseObjectHandler {

  @Override
  public Wrapper find(String name, List<Object> scopes) {
    return all -> lookup(name, all);
  }

  @Override
  public Binding createBinding(String name, TemplateContext context, Code code) {
    return all -> lookup(name, all);
  }

  private static Object lookup(String name, List<Object> scopes) {
    if (name.equals(".")) {
      return scopes.getLast();
    }
    for (Object scope : scopes.reversed()) {
      if (scope instanceof Map<?, ?> map && map.containsKey(name)) {
        return Objects.requireNonNull(map.get(name));
      }
    }
    throw new UnknownName(name);
  }

  /** The template says a name that its values do not have. */
  static final class UnknownName extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownName(String name) {
      super("no value for `" + name + "`");
    }
  }
}
