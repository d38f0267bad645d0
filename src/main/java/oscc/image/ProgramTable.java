package oscc.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;
import oscc.store.WordTable;
import oscc.store.Words;

/** Says of the programs of the packages what starting them takes. */
@FunctionalInterface
interface ProgramTable {

  /** The program at a path without links on its way; nothing if there is none. */
  Optional<Program> find(UnixPath path);

  /** Those of the parts whose files are the ones in the root. */
  static Map<UnixPath, Program> of(List<Part> parts, Map<UnixPath, Integer> owners) {
    Map<UnixPath, Program> programs = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Survey survey = parts.get(i).unit().survey();
      for (Survey.Script script : survey.scripts()) {
        if (owners.getOrDefault(script.path(), JoinedPackages.SKELETON) == i) {
          programs.put(script.path(), new Program.Script(script.interpreter()));
        }
      }
      for (Survey.ElfFile elf : survey.elves()) {
        if (owners.getOrDefault(elf.path(), JoinedPackages.SKELETON) == i) {
          programs.put(elf.path(), new Program.Elf(elf.machine(), elf.interpreter()));
        }
      }
    }
    return programs;
  }

  /** Writes programs. */
  static void write(Map<UnixPath, Program> programs, Words.Writer out) {
    WordTable.Writer rows = new WordTable.Writer();
    new TreeMap<>(programs).forEach((path, program) -> program.write(rows.row(path.value())));
    rows.write(out);
  }

  /** The programs in what remains to be read; the reader stands behind them afterwards. */
  static ProgramTable read(Words.Reader in) {
    WordTable rows = WordTable.read(in);
    return path -> {
      int row = rows.indexOf(path.value());
      return row < 0 ? Optional.empty() : Optional.of(program(rows.row(row)));
    };
  }

  private static Program program(Words.Reader row) {
    row.text();
    return Program.read(row);
  }
}
