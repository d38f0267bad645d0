package oscc.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a kernel was configured with, as far as anything says it. */
public final class KernelConfig {
  private final Origin origin;
  private final Map<String, String> values;

  private KernelConfig(Origin origin, Map<String, String> values) {
    this.origin = origin;
    // No copy is made of what is immutable: the machines of a fleet share one map of thousands.
    this.values = Map.copyOf(values);
  }

  /** Where it was found. */
  public enum Origin {
    /** A file beside the kernel: the whole truth. */
    FILE,
    /** The copy that {@code CONFIG_IKCONFIG} puts into the image: the whole truth. */
    IMAGE,
    /** Nowhere; only what the lists of modules and built-ins tell is known. */
    INFERRED
  }

  /** What is known of a symbol. */
  public enum State {
    /** {@code y}, or any value of a string or a number. */
    BUILT_IN,
    /** {@code m}. */
    MODULE,
    /** {@code n}, or not there at all. */
    ABSENT,
    /** Nothing says it. */
    UNKNOWN;

    /** As configurations say it. */
    public String word() {
      return switch (this) {
        case BUILT_IN -> "y";
        case MODULE -> "m";
        case ABSENT -> "n";
        case UNKNOWN -> "unknown";
      };
    }
  }

  /** A configuration that some text spelled out: names without {@code CONFIG_} to raw values. */
  static KernelConfig of(Origin origin, Map<String, String> values) {
    return new KernelConfig(origin, values);
  }

  /** What the lists of modules and built-ins tell where there is no configuration. */
  static KernelConfig inferred(ModuleIndex modules) {
    Map<String, String> values = new TreeMap<>();
    DriverModules.all()
        .forEach((symbol, module) -> {
          if (modules.isBuiltIn(module)) {
            values.put(symbol, "y");
          } else if (modules.find(module).isPresent()) {
            values.put(symbol, "m");
          } else if (modules.builtIns().known()) {
            values.put(symbol, "n");
          }
        });
    return new KernelConfig(Origin.INFERRED, values);
  }

  /** Where this was found. */
  public Origin origin() {
    return origin;
  }

  /** What is known of a symbol, named without {@code CONFIG_}. */
  public State state(String symbol) {
    return switch (value(symbol).orElse("")) {
      case "" -> origin == Origin.INFERRED ? State.UNKNOWN : State.ABSENT;
      case "n" -> State.ABSENT;
      case "m" -> State.MODULE;
      default -> State.BUILT_IN;
    };
  }

  /** The value as the configuration writes it: {@code y}, {@code "text"}, {@code 0x10}. */
  public Optional<String> value(String symbol) {
    return Optional.ofNullable(values.get(symbol));
  }
}
