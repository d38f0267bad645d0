package oscc.commandline;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Writes {@code dist/oscc.1} from the syntax of the commands, in the macros of man(7). */
@NullMarked
public final class ManPage {
  private static final String TAIL =
      """
      .SH FILES
      .TP
      .I oscc.lock
      beside a manifest: what its packages were resolved to. It belongs into version control.
      .TP
      .I out/NAME/
      a bundle: kernel, initrd, root, iPXE script, and
      .IR run ,
      which starts it in QEMU.
      .TP
      .I $XDG_CACHE_HOME/oscc
      the store. All that lies in it can be fetched or made again.
      .TP
      .I $XDG_STATE_HOME/oscc
      what \\fBoscc run\\fR and \\fBoscc test\\fR keep of machines.
      .SH ENVIRONMENT
      .TP
      .B SOURCE_DATE_EPOCH
      the time that files of a build bear, in seconds since 1970.
      .TP
      .BR NO_COLOR ", " CI
      plain output without a progress line.
      .TP
      .BR http_proxy ", " https_proxy ", " no_proxy
      how the network is reached.
      .TP
      .B OSCC_AOT
      \\fBoff\\fR starts without the cache that makes starts quick; \\fBwait\\fR makes it first.
      .TP
      .BR OSCC_QEMU ", " OSCC_ACCEL ", " OSCC_APPEND
      the QEMU that runs machines, its accelerator, and words for the kernel's command line.
      .SH SEE ALSO
      .BR qemu-system-x86_64 (1),
      .BR unsquashfs (1)
      """;

  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The page of a program with these commands. */
  public static String text(Syntax top, List<Syntax> commands, String version, String exitCodes) {
    ManPage page = new ManPage();
    page.head(top, version);
    page.out.append(".SH COMMANDS\n");
    commands.forEach(page::command);
    page.out.append(".SH EXIT STATUS\n");
    page.lines(exitCodes.strip().lines().toList());
    return page.out + TAIL;
  }

  private void head(Syntax top, String version) {
    out.append(".\\\" Made from the syntax of the commands; a test keeps it current.\n");
    out.append(".TH OSCC 1 \"\" \"oscc %s\" \"User Commands\"\n".formatted(version));
    out.append(".SH NAME\noscc \\- a compiler for machines\n.SH SYNOPSIS\n");
    out.append(".B oscc\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n.br\n");
    out.append(".B oscc\n\\fB\\-\\-help\\fR | \\fB\\-\\-version\\fR\n.SH DESCRIPTION\n");
    lines(top.description());
  }

  private void command(Syntax syntax) {
    out.append(".SS \"").append(escape(syntax.name()));
    syntax.operands().forEach(o -> out.append(' ').append(escape(o.shown())));
    out.append("\"\n");
    lines(syntax.description());
    for (Operand operand : syntax.operands()) {
      entry("\\fI" + escape(operand.shown()) + "\\fR", operand.description());
    }
    for (Option<?> option : HelpText.sorted(syntax)) {
      entry("\\fB" + escape(option.heading().strip()) + "\\fR", option.description());
    }
    List<String> footer = syntax.footer().stream().filter(line -> !line.isEmpty()).toList();
    for (String line : footer) {
      out.append(".PP\n");
      lines(List.of(line));
    }
  }

  private void entry(String heading, String description) {
    out.append(".TP\n").append(heading).append('\n');
    lines(List.of(description));
  }

  private void lines(List<String> lines) {
    for (String line : lines) {
      String text = escape(line);
      // A dot or an apostrophe at the start would be a request.
      out.append(text.startsWith(".") || text.startsWith("'") ? "\\&" : "").append(text);
      out.append('\n');
    }
  }

  private static String escape(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga");
  }
}
