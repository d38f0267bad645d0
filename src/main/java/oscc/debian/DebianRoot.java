package oscc.debian;

import java.util.List;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.manifest.SystemIds;

/**
 * The packages' tree with all that their maintainer scripts would have added. No script is run: it
 * is derived from files that the packages carry for this purpose, and from a table for those that
 * say it nowhere.
 *
 * @param tree packages and additions
 * @param additions alone, with the folders above them
 * @param notes scripts that do something else
 */
public record DebianRoot(FileTree tree, FileTree additions, List<ScriptNote> notes) {

  /**
   * Derives it.
   *
   * @param packages the linked tree of all units
   * @param ids of the users and groups that the packages bring
   * @param epoch time stamp of what is added
   */
  public static DebianRoot derive(FileTree packages, List<Unit> units, SystemIds ids, long epoch) {
    Additions additions = new Additions(packages, new Owners(ids), epoch);
    PackageTable table = PackageTable.load();
    Tmpfiles tmpfiles = new Tmpfiles(additions);
    for (Unit unit : units) {
      unit.debName().map(table::lines).ifPresent(l -> l.forEach(tmpfiles::apply));
    }
    List<Survey.TextFile> texts =
        units.stream().map(Unit::survey).flatMap(s -> s.texts().stream()).toList();
    Texts all = new Texts(texts);
    all.matching("/usr/lib/tmpfiles\\.d/[^/]+\\.conf").forEach(f -> tmpfiles.applyAll(f.text()));
    List<ShellCommand> commands = all.postinsts().flatMap(ShellCommand::commands).toList();
    new Alternatives(additions).install(commands);
    new EnabledUnits(additions, all).enable(commands);
    new PamConfigs(additions, all).write();
    new Certificates(additions, all).write();
    return additions.root(new UnknownScripts(table).find(units));
  }
}
