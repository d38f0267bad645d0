package oscc.diag;

/** A place in a text: line and column, both counted from 1, columns in code points. */
public record Position(int line, int column) {}
