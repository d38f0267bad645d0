package oscc.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import oscc.template.ShellWord;

/** One argument of a command line, made of fixed text and of slots that are filled when it runs. */
public record Word(List<Part> parts) {

  public Word {
    parts = List.copyOf(parts);
  }

  /** A stretch of a word. */
  public sealed interface Part {
    /** Text that is known now. */
    record Text(String text) implements Part {}

    /** What is known only when the command runs. */
    record Hole(Slot slot) implements Part {}
  }

  /** What the host of a run decides; the name is a shell variable of the run script. */
  public enum Slot {
    ACCEL("accel"),
    CPU("cpu"),
    KERNEL("kernel"),
    INITRD("initrd"),
    APPEND("append"),
    /** The package layer's file, with commas doubled as QEMU's option syntax wants it. */
    ROOTFS("rootfs"),
    /** The file of the disk for what lasts, with commas doubled. */
    DISK("disk"),
    /** {@code ,hostfwd=…} for each forward. */
    FORWARDS("hostfwd"),
    /** {@code on} if the console is a terminal: the guest gets Ctrl-C, and Ctrl-a x ends QEMU. */
    MUX("mux"),
    /** The opposite of {@link #MUX}: whether Ctrl-C ends QEMU. */
    SIGNAL("signal");

    private final String variable;

    Slot(String variable) {
      this.variable = variable;
    }

    /** The shell variable with the value. */
    public String variable() {
      return variable;
    }
  }

  /** A word of text alone. */
  static Word of(String text) {
    return new Word(List.of(new Part.Text(text)));
  }

  /** A word that is one slot. */
  static Word of(Slot slot) {
    return new Word(List.of(new Part.Hole(slot)));
  }

  /** This word with text behind it. */
  Word then(String text) {
    return with(new Part.Text(text));
  }

  /** This word with a slot behind it. */
  Word then(Slot slot) {
    return with(new Part.Hole(slot));
  }

  private Word with(Part part) {
    List<Part> longer = new ArrayList<>(parts);
    longer.add(part);
    return new Word(longer);
  }

  /** The word with its slots filled. */
  public String fill(Function<Slot, String> values) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String fixed) -> text.append(fixed);
        case Part.Hole(Slot slot) -> text.append(values.apply(slot));
      }
    }
    return text.toString();
  }

  /** The word for a POSIX shell; a slot becomes its variable in double quotes. */
  public String shell() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String fixed) -> text.append(ShellWord.quote(fixed));
        case Part.Hole(Slot slot) -> text.append("\"$").append(slot.variable()).append('"');
      }
    }
    return text.toString();
  }
}
