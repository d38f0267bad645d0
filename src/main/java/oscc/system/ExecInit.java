package oscc.system;

import oscc.diag.Report;
import oscc.diag.Span;
import oscc.manifest.Init;
import oscc.manifest.Machine;

/** The user's own program as init; stage 1 starts it by its words, and nothing else runs. */
final class ExecInit implements InitSystem {

  @Override
  public Init key() {
    return Init.EXEC;
  }

  /** The link is for people who look: a link could not carry the arguments. */
  @Override
  public void lay(SystemInput input, Accounts accounts, LayerBuilder layer, Report report) {
    Machine machine = input.machine();
    Span blame = machine.init().span();
    String program = machine.initCommand().getFirst().value();
    if (!program.equals("/sbin/init")) {
      layer.link("/sbin/init", program, blame);
    }
  }
}
