package oscc.manifest;

/** A machine, and where its manifest says what. */
public record PlacedMachine(Machine machine, Places places) {}
