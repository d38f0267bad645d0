package oscc.diag;

/** A value together with the place in the manifest that says so. */
public record Located<T>(T value, Span span) {}
