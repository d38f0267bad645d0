package oscc.source;

import oscc.fstree.Survey;
import oscc.fstree.UnixPath;
import oscc.store.Words;

/** The survey in a unit file. */
final class UnitSurvey {
  private UnitSurvey() {}

  static void write(Survey survey, Words.Writer out) {
    out.list(survey.elves(), elf -> write(elf, out));
    out.list(survey.modules(), module -> write(module, out));
    out.list(
        survey.scripts(),
        script -> {
          out.text(script.path().value());
          out.text(script.interpreter());
        });
    out.list(
        survey.texts(),
        text -> {
          out.text(text.path().value());
          out.text(text.text());
        });
  }

  private static void write(Survey.ElfFile elf, Words.Writer out) {
    out.text(elf.path().value());
    out.number(elf.bits());
    out.number(elf.machine());
    out.optional(elf.interpreter());
    out.optional(elf.soname());
    out.texts(elf.needed());
    out.texts(elf.searchPath());
  }

  private static void write(Survey.KernelModule module, Words.Writer out) {
    out.text(module.path().value());
    out.text(module.name());
    out.text(module.vermagic());
    out.texts(module.depends());
    out.texts(module.softdeps());
    out.texts(module.aliases());
    out.texts(module.firmware());
    out.texts(module.exports());
  }

  static Survey read(Words.Reader in) {
    return new Survey(
        in.list(() -> elf(in)),
        in.list(() -> module(in)),
        in.list(() -> new Survey.Script(new UnixPath(in.text()), in.text())),
        in.list(() -> new Survey.TextFile(new UnixPath(in.text()), in.text())));
  }

  private static Survey.ElfFile elf(Words.Reader in) {
    return new Survey.ElfFile(
        new UnixPath(in.text()),
        in.count(),
        in.count(),
        in.optional(),
        in.optional(),
        in.texts(),
        in.texts());
  }

  private static Survey.KernelModule module(Words.Reader in) {
    return new Survey.KernelModule(
        new UnixPath(in.text()),
        in.text(),
        in.text(),
        in.texts(),
        in.texts(),
        in.texts(),
        in.texts(),
        in.texts());
  }
}
