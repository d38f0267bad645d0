package oscc.kernel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import oscc.manifest.Machine;
import oscc.store.Words;

/**
 * What a kernel answers to needs of it: a function of the kernel and of the modules that the root
 * carries, so that it serves every machine with these. Symbols that nobody thought of have no
 * answer.
 *
 * @param release of the kernel
 * @param answers for each form of a need, by symbol
 */
public record NeedAnswers(String release, Map<String, BySymbol> answers) {

  /** How well a need is met. */
  enum Answer {
    MET,
    /** A module, where only something built in will do. */
    MODULE,
    /** A module whose file is not there. */
    NO_FILE,
    /** A module that the root does not carry. */
    NOT_CARRIED,
    ABSENT,
    /** Nothing says how the kernel is configured. */
    UNKNOWN
  }

  /**
   * The answers for one symbol.
   *
   * @param builtIn to a need of {@link KernelNeed.Form#BUILT_IN}
   * @param inRoot to a need of {@link KernelNeed.Form#IN_ROOT}
   * @param loadable to the others
   */
  record BySymbol(Answer builtIn, Answer loadable, Answer inRoot) {
    Answer to(KernelNeed.Form form) {
      return switch (form) {
        case BUILT_IN -> builtIn;
        case LOADABLE, FOR_QEMU -> loadable;
        case IN_ROOT -> inRoot;
      };
    }
  }

  public NeedAnswers {
    answers = Map.copyOf(answers);
  }

  /**
   * The answers to needs that machines may have, and to all of this one.
   *
   * @param carried names of the modules that the root has
   * @param extra symbols that its init system needs
   */
  public static NeedAnswers of(
      Kernel kernel, Set<String> carried, Machine machine, Collection<String> extra) {
    Set<String> all = new TreeSet<>(KernelNeeds.SYMBOLS);
    all.addAll(extra);
    KernelNeeds.of(machine).forEach(need -> all.add(need.symbol()));
    Map<String, BySymbol> answers = new LinkedHashMap<>();
    all.forEach(symbol -> answers.put(symbol, answer(symbol, kernel, carried)));
    return new NeedAnswers(kernel.release(), answers);
  }

  private static BySymbol answer(String symbol, Kernel kernel, Set<String> carried) {
    return switch (kernel.config().state(symbol)) {
      case BUILT_IN -> same(Answer.MET);
      case ABSENT -> same(Answer.ABSENT);
      case UNKNOWN -> same(Answer.UNKNOWN);
      case MODULE -> module(DriverModules.moduleOf(symbol), kernel, carried);
    };
  }

  private static BySymbol same(Answer answer) {
    return new BySymbol(answer, answer, answer);
  }

  private static BySymbol module(Optional<String> name, Kernel kernel, Set<String> carried) {
    if (name.isPresent() && kernel.modules().find(name.get()).isEmpty()) {
      return new BySymbol(Answer.MODULE, Answer.NO_FILE, Answer.NO_FILE);
    }
    boolean inRoot = name.filter(carried::contains).isPresent();
    return new BySymbol(Answer.MODULE, Answer.MET, inRoot ? Answer.MET : Answer.NOT_CARRIED);
  }

  /** Whether there are answers to all needs of a machine and its init system. */
  public boolean cover(Machine machine, Collection<String> extra) {
    return answers.keySet().containsAll(extra)
        && KernelNeeds.of(machine).stream().allMatch(n -> answers.containsKey(n.symbol()));
  }

  Answer to(KernelNeed need) {
    BySymbol known = answers.get(need.symbol());
    if (known == null) {
      throw new IllegalStateException("nobody asked the kernel for " + need.symbol());
    }
    return known.to(need.form());
  }

  /** Writes the answers. */
  public void write(Words.Writer out) {
    out.text(release);
    out.number(answers.size());
    new TreeMap<>(answers)
        .forEach((symbol, answer) -> {
          out.text(symbol);
          out.text(answer.builtIn().name());
          out.text(answer.loadable().name());
          out.text(answer.inRoot().name());
        });
  }

  /** Reads what {@link #write} wrote. */
  public static NeedAnswers read(Words.Reader in) {
    String release = in.text();
    Map<String, BySymbol> answers = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; left--) {
      answers.put(in.text(), new BySymbol(answer(in), answer(in), answer(in)));
    }
    return new NeedAnswers(release, answers);
  }

  private static Answer answer(Words.Reader in) {
    return Answer.valueOf(in.text());
  }
}
