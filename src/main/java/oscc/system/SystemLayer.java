package oscc.system;

import java.io.IOException;
import oscc.diag.Report;

/** Makes the machine layer: everything in which one machine differs from its packages. */
public final class SystemLayer {
  private SystemLayer() {}

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
