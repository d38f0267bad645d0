package oscc.resolve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;
import oscc.manifest.SystemIds;
import oscc.store.Digest;

/**
 * A plan in canonical form: all that the bytes of a bundle depend on and nothing else. Where the
 * manifest lies and how QEMU runs the machine are not in it.
 *
 * @param canonical the plan
 */
public record PlanDigest(JsonValue canonical) {
  private static final int ID_LENGTH = 16;

  /**
   * Components of the machine that no byte depends on: its folder is a place on the host, the epoch
   * that the build has stands beside it, and tests are done when it is built.
   */
  private static final Set<String> NOT_BUILT = Set.of("folder", "epoch", "vm", "tests");

  /**
   * The canonical form of a plan.
   *
   * @param ids of the accounts that the plan's packages bring: {@link Lock#ids(BuildPlan)}
   * @param outputVersion raised whenever an equal plan gives other bytes
   */
  public static PlanDigest of(BuildPlan plan, SystemIds ids, int outputVersion) {
    List<JsonValue> packages = new ArrayList<>();
    plan.packages().forEach(entry -> packages.add(pins(entry.pins())));
    return new PlanDigest(
        JsonValue.object()
            .with("output_version", outputVersion)
            .with("epoch", plan.epoch())
            .with("machine", RecordJson.of(plan.machine(), NOT_BUILT))
            .with("kernel", kernel(plan.kernel()))
            .with("busybox", pin(plan.busybox()))
            .with("packages", new JsonValue.Arr(packages))
            .with("files", pins(plan.files().stream().map(BuildPlan.FilePin::pin).toList()))
            .with("fragments", pins(plan.fragments()))
            .with("ids", RecordJson.of(ids, Set.of()))
            .build());
  }

  /** The digest of the canonical form. */
  public Digest digest() {
    return Digest.of(JsonWriter.canonical(canonical).getBytes(StandardCharsets.UTF_8));
  }

  /** What the bundle is known by. */
  public String buildId() {
    return digest().hex().substring(0, ID_LENGTH);
  }

  private static JsonValue kernel(BuildPlan.KernelPlan kernel) {
    return switch (kernel) {
      case BuildPlan.KernelPlan.Deb deb -> pin(deb.pin());
      case BuildPlan.KernelPlan.Prebuilt files ->
          JsonValue.object()
              .with("image", pin(files.image()))
              .with("modules", maybe(files.modules()))
              .with("config", maybe(files.config()))
              .build();
    };
  }

  private static JsonValue maybe(Optional<Pin> pin) {
    return pin.map(PlanDigest::pin).orElseGet(JsonValue.Null::new);
  }

  private static JsonValue.Arr pins(List<? extends Pin> pins) {
    List<JsonValue> items = new ArrayList<>();
    pins.forEach(p -> items.add(pin(p)));
    return new JsonValue.Arr(items);
  }

  /** Where bytes come from is left out: they are the same bytes from everywhere. */
  private static JsonValue pin(Pin pin) {
    JsonValue.Members members = JsonValue.object().with("sha256", pin.digest().hex());
    if (pin instanceof Pin.Deb deb) {
      members.with("package", deb.packageName());
      members.with("version", deb.version());
      members.with("arch", deb.arch());
    }
    return members.build();
  }
}
