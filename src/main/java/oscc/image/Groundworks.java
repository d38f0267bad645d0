package oscc.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import oscc.diag.Progress;
import oscc.manifest.SystemIds;
import oscc.resolve.BuildPlan;
import oscc.resolve.CommonInputs;
import oscc.store.Digest;
import oscc.store.Store;

/**
 * The groundworks that builds have made: those of this process, and those that the store keeps. A
 * groundwork is kept only if it says all that was found on the way to it.
 */
public final class Groundworks {
  /** Under which kind the store keeps groundworks. */
  public static final String KIND = "groundwork";

  private final Store store;
  private final String maker;
  private final Progress progress;
  private final Map<Digest, Groundwork> known = new ConcurrentHashMap<>();

  /**
   * @param maker changes whenever equal inputs could give another groundwork
   */
  public Groundworks(Store store, String maker, Progress progress) {
    this.store = store;
    this.maker = maker;
    this.progress = progress;
  }

  /** Whether a file of the store is a whole groundwork. */
  public static boolean isWhole(Path file) throws IOException {
    return GroundworkFile.KIND.isWhole(file);
  }

  /**
   * The groundwork of a plan, if it was made before.
   *
   * @param ids as the lock has them for the plan's packages
   */
  public Optional<Groundwork> find(BuildPlan plan, SystemIds ids) throws IOException {
    Digest key = key(plan, ids);
    Groundwork remembered = known.get(key);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Optional<Path> file = store.findYoung(KIND, key);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Optional<Groundwork> read = GroundworkFile.read(file.get(), store);
    if (read.isEmpty() && Files.exists(file.get())) {
      progress.on(
          new Progress.Event.Warning(
              "the store's copy of how the packages lie together is damaged: it is made again"));
      store.dropDerived(KIND, key);
    }
    read.ifPresent(groundwork -> known.put(key, groundwork));
    return read;
  }

  /** Forgets a groundwork that is of no use. */
  public void drop(BuildPlan plan, SystemIds ids) throws IOException {
    Digest key = key(plan, ids);
    known.remove(key);
    store.dropDerived(KIND, key);
  }

  /** Keeps a groundwork for the builds that follow. */
  public void keep(BuildPlan plan, SystemIds ids, GroundworkMaker.Made made) throws IOException {
    Digest key = key(plan, ids);
    known.put(key, made.groundwork());
    // One that is there does not suffice, or there would be no other.
    store.replaceDerived(
        KIND, key, file -> GroundworkFile.write(made.groundwork(), made.programs(), file));
  }

  private Digest key(BuildPlan plan, SystemIds ids) {
    Digest inputs = CommonInputs.digest(plan, ids);
    String all = "groundwork " + GroundworkFile.VERSION + " " + maker + " " + inputs;
    return Digest.of(all.getBytes(StandardCharsets.UTF_8));
  }
}
