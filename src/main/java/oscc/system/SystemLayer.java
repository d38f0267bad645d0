package oscc.system;

import java.io.IOException;
import java.util.List;
import oscc.diag.Report;
import oscc.manifest.Machine;

/** Makes the machine layer: everything in which one machine differs from its packages. */
public final class SystemLayer {
  private SystemLayer() {}

  /** Configuration symbols that the init system of a machine needs of the kernel. */
  public static List<String> kernelSymbols(Machine machine) {
    return InitSystem.of(machine.init().value()).kernelSymbols();
  }

  /** The layer; with errors in the report it is of no use. */
  public static MachineLayer assemble(SystemInput input, Report report) throws IOException {
    LayerBuilder layer = new LayerBuilder(input.packages(), input.epoch(), report);
    EtcFiles etc = new EtcFiles(input, layer);
    etc.laySkeleton();
    Accounts accounts = AccountTable.assemble(input, report);
    InitSystem.of(input.machine().init().value()).lay(input, accounts, layer, report);
    etc.layAccounts(accounts);
    etc.layIdentity();
    etc.layResolver();
    new Homes(input, layer, report).lay(accounts);
    new ManifestFiles(input, layer, accounts, report).lay();
    new PersistentFolders(input, layer, report).lay();
    return layer.build();
  }
}
