package oscc.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import oscc.archive.squashfs.ObjectCompiler;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.image.Groundworks;
import oscc.image.SharedParts;
import oscc.json.JsonValue;
import oscc.source.Unpacker;
import oscc.store.Store;
import oscc.store.StoreEntry;

/** {@code oscc store}. */
record StoreCommand(Surroundings surroundings) implements Command {
  private static final Duration USUAL_AGE = Duration.ofDays(30);

  private static final Option<Optional<Duration>> OLDER_THAN =
      Option.of(
          "--older-than",
          "AGE",
          Optional.empty(),
          text -> Optional.of(Sizes.age(text)),
          "gc: what was not used for so long goes, such as 12h or 8w (default: 30d).");

  private static final Option<OptionalLong> MAX_SIZE =
      Option.of(
          "--max-size",
          "SIZE",
          OptionalLong.empty(),
          text -> OptionalLong.of(Sizes.parse(text)),
          "gc: what was not used for longest goes, until no more is left, such as 10G.");

  /** What the kinds of the store are to its user; others are shown by their own name. */
  private static final Map<String, String> NAMES =
      Map.of(
          StoreEntry.BLOBS, "downloads and contents",
          Unpacker.UNITS, "packages, unpacked",
          ObjectCompiler.KIND, "packages, compressed",
          Groundworks.KIND, "packages, laid over each other");

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc store", "Say what the store keeps, clear it up, or look for damage.")
        .with(CommonOptions.STORE, CommonOptions.FORMAT, OLDER_THAN, MAX_SIZE)
        .taking(new Operand("ACTION", Operand.Count.ONE, "One of du, gc, verify."))
        .footer(
            "",
            "Example: oscc store gc --older-than 8w --max-size 10G",
            "All that lies in the store can be fetched or made again.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    Store store = Store.open(given.get(CommonOptions.STORE).orElse(surroundings.folders().cache()));
    switch (given.operand()) {
      case "du" -> sayUse(store.contents().entries(), answer);
      case "gc" -> collect(store, given, answer);
      case "verify" -> verify(store, answer);
      default ->
          throw new UsageException("`%s` is none of du, gc, verify".formatted(given.operand()));
    }
    return ExitCode.DONE.status();
  }

  /** A number of entries, and how much they take up. */
  private record Sum(long entries, long bytes) {
    static Sum of(List<StoreEntry> entries) {
      return new Sum(entries.size(), entries.stream().mapToLong(StoreEntry::size).sum());
    }

    JsonValue json() {
      return JsonValue.object().with("entries", entries).with("bytes", bytes).build();
    }
  }

  private static void sayUse(List<StoreEntry> entries, Answer answer) {
    Instant limit = Instant.now().minus(USUAL_AGE);
    Map<String, List<StoreEntry>> kinds = new TreeMap<>();
    for (StoreEntry entry : entries) {
      kinds.computeIfAbsent(entry.kind(), kind -> new ArrayList<>()).add(entry);
    }
    answer.say(line("", "entries", "size", "unused 30d"));
    JsonValue.Members document = JsonValue.object();
    kinds.forEach((kind, all) -> {
      answer.say(row(NAMES.getOrDefault(kind, kind), all, limit));
      document.with(kind, Sum.of(all).json());
    });
    answer.say(row("all", entries, limit));
    answer.add("kinds", document.build());
    answer.add("unused", Sum.of(unused(entries, limit)).json());
  }

  private static String row(String name, List<StoreEntry> entries, Instant limit) {
    Sum all = Sum.of(entries);
    String old = Sizes.human(Sum.of(unused(entries, limit)).bytes());
    return line(name, Long.toString(all.entries()), Sizes.human(all.bytes()), old);
  }

  private static List<StoreEntry> unused(List<StoreEntry> entries, Instant limit) {
    return entries.stream().filter(e -> e.lastUsed().isBefore(limit)).toList();
  }

  private static String line(String name, String entries, String size, String unused) {
    return String.format(Locale.ROOT, "%-22s %8s %11s %11s", name, entries, size, unused);
  }

  private static void collect(Store store, Arguments given, Answer answer) throws IOException {
    Optional<Duration> age = given.get(OLDER_THAN);
    OptionalLong size = given.get(MAX_SIZE);
    if (age.isEmpty() && size.isEmpty()) {
      age = Optional.of(USUAL_AGE);
    }
    Sum removed = Sum.of(store.contents().sweep(age, size));
    Sum left = Sum.of(store.contents().entries());
    answer.say(
        "removed %d entries, %s; %d are left, %s"
            .formatted(
                removed.entries(),
                Sizes.human(removed.bytes()),
                left.entries(),
                Sizes.human(left.bytes())));
    answer.add("removed", removed.json());
    answer.add("left", left.json());
  }

  private static void verify(Store store, Answer answer) throws IOException {
    List<StoreEntry> removed =
        store
            .contents()
            .removeDamaged(
                Map.of(
                    Unpacker.UNITS, Unpacker::isWholeUnit,
                    ObjectCompiler.KIND, ObjectCompiler::isWhole,
                    Groundworks.KIND, Groundworks::isWhole,
                    SharedParts.BUSYBOX, SharedParts::isWholeLook));
    for (StoreEntry entry : removed) {
      answer.say("%s: damaged or of another version, removed".formatted(entry.file()));
    }
    Sum left = Sum.of(store.contents().entries());
    answer.say("%d entries are sound, %s".formatted(left.entries(), Sizes.human(left.bytes())));
    answer.add("removed", Sum.of(removed).json());
    answer.add("left", left.json());
  }
}
