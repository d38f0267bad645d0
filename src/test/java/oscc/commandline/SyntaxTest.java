package oscc.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
  private static final Option<Boolean> QUICK = Option.flag("--quick", "Leave out what is slow.");
  private static final Option<Integer> SIZE = Option.number("--size", "N", 7, "How big.").or("-s");
  private static final Syntax COPY =
      Syntax.of("tool copy", "Copies.")
          .with(QUICK, SIZE)
          .taking(
              new Operand("FROM", Operand.Count.ONE, "What to copy."),
              new Operand("TO", Operand.Count.ANY, "Where to."));

  @Test
  void options_stand_anywhere_in_either_form() throws UsageException {
    Arguments given = COPY.read(List.of("a", "--size=3", "b", "--quick", "c"));

    assertThat(given.get(SIZE)).isEqualTo(3);
    assertThat(given.get(QUICK)).isTrue();
    assertThat(given.operands()).containsExactly("a", "b", "c");
    assertThat(COPY.read(List.of("--size", "4", "a")).get(SIZE)).isEqualTo(4);
    assertThat(COPY.read(List.of("-s5", "a")).get(SIZE)).isEqualTo(5);
    assertThat(COPY.read(List.of("-s", "-6", "a")).get(SIZE)).isEqualTo(-6);
  }

  @Test
  void what_is_not_given_is_as_the_option_says() throws UsageException {
    Arguments given = COPY.read(List.of("a"));

    assertThat(given.get(SIZE)).isEqualTo(7);
    assertThat(given.get(QUICK)).isFalse();
  }

  @Test
  void behind_two_dashes_nothing_is_an_option() throws UsageException {
    Arguments given = COPY.read(List.of("a", "--", "--quick", "-x", "--"));

    assertThat(given.operands()).containsExactly("a", "--quick", "-x", "--");
    assertThat(COPY.read(List.of("-")).operand()).isEqualTo("-");
  }

  @Test
  void options_first_leaves_the_rest_alone() throws UsageException {
    Arguments given = COPY.optionsFirst().read(List.of("--quick", "a", "--size", "--other"));

    assertThat(given.operands()).containsExactly("a", "--size", "--other");
    assertThat(given.get(SIZE)).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--slow a        | unknown option `--slow`",
        "--siz=3 a       | unknown option `--siz`",
        "-q a            | unknown option `-q`",
        "-hx a           | unknown option `-hx`",
        "a --size        | `--size` wants a value",
        "a --quick=yes   | `--quick` takes no value",
        "a --size=big    | --size wants a number, not `big`",
        "--size 1 -s2 a  | `--size` is given twice",
        "--quick         | FROM is missing",
      })
  void what_cannot_be_meant_is_refused(String words, String message) {
    assertThatThrownBy(() -> COPY.read(List.of(words.split(" "))))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void an_operand_too_many_is_refused() {
    Syntax one = Syntax.of("tool").taking(new Operand("FILE", Operand.Count.ONE, "A file."));

    assertThatThrownBy(() -> one.read(List.of("a", "b"))).hasMessage("`b` is one too many");
  }

  @Test
  void help_is_given_whatever_else_is_missing() throws UsageException {
    assertThat(COPY.read(List.of("-h")).get(Syntax.HELP)).isTrue();
  }

  @Test
  void the_help_lists_operands_and_options_in_columns() {
    assertThat(COPY.footer("", "That is all.").help())
        .isEqualTo(
            """
            Usage: tool copy [-h] [--quick] [-s=N] FROM [TO...]
            Copies.
                  FROM       What to copy.
                  [TO...]    Where to.
              -h, --help     Print this help.
                  --quick    Leave out what is slow.
              -s, --size=N   How big.

            That is all.
            """);
  }
}
