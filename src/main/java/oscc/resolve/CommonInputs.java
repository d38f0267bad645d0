package oscc.resolve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;
import oscc.manifest.Machine;
import oscc.manifest.PackageSpec;
import oscc.manifest.RootfsSpec;
import oscc.manifest.SystemIds;
import oscc.store.Digest;

/**
 * The part of a plan that machines share which differ in their own files, users, services and
 * addresses: packages, kernel and stage 1, with the names by which messages speak of them.
 */
public final class CommonInputs {
  private final StringBuilder text = new StringBuilder();

  private CommonInputs() {}

  /**
   * The digest of that part.
   *
   * @param ids of the accounts that the plan's packages bring: {@link Lock#ids(BuildPlan)}
   */
  public static Digest digest(BuildPlan plan, SystemIds ids) {
    CommonInputs inputs = new CommonInputs();
    Machine machine = plan.machine();
    inputs.add(plan.epoch() + " " + machine.arch().value().key());
    inputs.add(machine.init().value().key());
    inputs.add(RecordJson.of(machine.kernel(), Set.of("cmdline")));
    inputs.add(machine.rootfs());
    inputs.add(RecordJson.of(ids, Set.of()));
    inputs.add(plan.kernel());
    inputs.add(plan.busybox());
    inputs.addAll(plan.fragments());
    for (BuildPlan.PackagePlan entry : plan.packages()) {
      inputs.add(entry.spec());
      inputs.addAll(entry.pins());
    }
    return Digest.of(inputs.text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What stage 1 is made for; how the layers are compressed and delivered is decided later. */
  private void add(RootfsSpec rootfs) {
    add(rootfs.filesystem().name());
    add(rootfs.delivery().name());
    add(Boolean.toString(rootfs.disk().isPresent()));
  }

  private void add(JsonValue json) {
    add(JsonWriter.canonical(json));
  }

  /** With its length in front, no text can run into the next. */
  private void add(String word) {
    text.append(word.length()).append(' ').append(word).append('\n');
  }

  private void add(PackageSpec spec) {
    add(spec.getClass().getSimpleName());
    add(RecordJson.of(spec.selection(), Set.of()));
  }

  private void add(BuildPlan.KernelPlan kernel) {
    switch (kernel) {
      case BuildPlan.KernelPlan.Deb deb -> add(deb.pin());
      case BuildPlan.KernelPlan.Prebuilt files -> {
        add(files.image());
        add(files.modules());
        add(files.config());
      }
    }
  }

  private void add(Optional<Pin> pin) {
    add(pin.isPresent() ? "some" : "none");
    pin.ifPresent(this::add);
  }

  private void addAll(List<? extends Pin> pins) {
    add("pins");
    pins.forEach(this::add);
  }

  private void add(Pin pin) {
    add(pin.name());
    add(pin.digest().hex());
    if (pin instanceof Pin.Deb deb) {
      add(deb.packageName());
      add(deb.arch());
    }
  }
}
