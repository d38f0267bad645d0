package oscc.bundle;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.json.JsonValue;
import oscc.store.Digest;

/** The record of a bundle as JSON, both ways. */
final class BundleJsonForm {
  private final String file;

  /** Reads under this name; it stands in front of every message. */
  BundleJsonForm(String file) {
    this.file = file;
  }

  static JsonValue toJson(BundleJson bundle) {
    List<JsonValue> files = new ArrayList<>();
    bundle.files().forEach(f -> files.add(fileToJson(f)));
    var json =
        JsonValue.object()
            .with("format", BundleJson.FORMAT)
            .with("name", bundle.name())
            .with("build_id", bundle.build().hex())
            .with("oscc", bundle.oscc())
            .with("arch", bundle.arch())
            .with("files", new JsonValue.Arr(files))
            .with("cmdline", bundle.cmdline())
            .with("least_memory", bundle.leastMemory())
            .with("vm", vmToJson(bundle.vm()));
    bundle.ssh().ifPresent(ssh -> json.with("ssh", sshToJson(ssh)));
    return json.build();
  }

  private static JsonValue fileToJson(BundleFile file) {
    return JsonValue.object()
        .with("name", file.artifact().fileName())
        .with("sha256", file.digest().hex())
        .with("size", file.size())
        .build();
  }

  private static JsonValue vmToJson(VmSettings vm) {
    var json =
        JsonValue.object()
            .with("memory_mib", vm.memory())
            .with("cpus", vm.cpus())
            .with(
                "forward",
                JsonValue.strings(vm.forwards().stream().map(Object::toString).toList()));
    if (!vm.cards().equals(VmSettings.ONE_CARD)) {
      json.with("cards", JsonValue.strings(vm.cards()));
    }
    if (vm.disk() > 0) {
      json.with("disk_mib", vm.disk());
    }
    return json.build();
  }

  private static JsonValue sshToJson(SshAccess ssh) {
    return JsonValue.object()
        .with("port", ssh.port())
        .with("key_from_cmdline", JsonValue.of(ssh.keyFromCmdline()))
        .build();
  }

  BundleJson fromJson(JsonValue json) throws IOException {
    JsonValue.Obj top = object(json, "the file");
    long format = number(top, "format");
    if (format != BundleJson.FORMAT) {
      throw wrong(
          "format %d, where this oscc reads %d: build the bundle again", format, BundleJson.FORMAT);
    }
    try {
      return new BundleJson(
          string(top, "name"),
          new BuildId(string(top, "build_id")),
          string(top, "oscc"),
          string(top, "arch"),
          files(top),
          string(top, "cmdline"),
          number(top, "least_memory"),
          vm(object(member(top, "vm"), "`vm`")),
          ssh(top));
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s: build the bundle again".formatted(file, e.getMessage()), e);
    }
  }

  private List<BundleFile> files(JsonValue.Obj top) throws IOException {
    List<BundleFile> files = new ArrayList<>();
    for (JsonValue item : array(top, "files")) {
      JsonValue.Obj entry = object(item, "an item of `files`");
      String name = string(entry, "name");
      Artifact artifact =
          Artifact.of(name).orElseThrow(() -> new IllegalArgumentException("no file " + name));
      files.add(
          new BundleFile(artifact, new Digest(string(entry, "sha256")), number(entry, "size")));
    }
    return files;
  }

  private VmSettings vm(JsonValue.Obj vm) throws IOException {
    List<PortForward> forwards = new ArrayList<>();
    for (JsonValue item : array(vm, "forward")) {
      forwards.add(forward(text(item, "an item of `forward`")));
    }
    int disk = vm.find("disk_mib").isPresent() ? Math.toIntExact(number(vm, "disk_mib")) : 0;
    return new VmSettings(
        Math.toIntExact(number(vm, "memory_mib")),
        Math.toIntExact(number(vm, "cpus")),
        forwards,
        disk,
        cards(vm));
  }

  private List<String> cards(JsonValue.Obj vm) throws IOException {
    if (vm.find("cards").isEmpty()) {
      return VmSettings.ONE_CARD;
    }
    List<String> cards = new ArrayList<>();
    for (JsonValue item : array(vm, "cards")) {
      cards.add(text(item, "an item of `cards`"));
    }
    return cards;
  }

  private static PortForward forward(String text) {
    String[] ports = text.split(":", -1);
    if (ports.length != 2) {
      throw new IllegalArgumentException("forward " + text);
    }
    return new PortForward(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
  }

  private Optional<SshAccess> ssh(JsonValue.Obj top) throws IOException {
    Optional<JsonValue> found = top.find("ssh");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonValue.Obj ssh = object(found.get(), "`ssh`");
    if (!(member(ssh, "key_from_cmdline") instanceof JsonValue.Bool fromCmdline)) {
      throw wrong("`key_from_cmdline` is not true or false");
    }
    return Optional.of(new SshAccess(Math.toIntExact(number(ssh, "port")), fromCmdline.value()));
  }

  private JsonValue member(JsonValue.Obj object, String name) throws IOException {
    return object.find(name).orElseThrow(() -> wrong("`%s` is missing", name));
  }

  private JsonValue.Obj object(JsonValue value, String what) throws IOException {
    if (value instanceof JsonValue.Obj object) {
      return object;
    }
    throw wrong("%s is not an object", what);
  }

  private List<JsonValue> array(JsonValue.Obj object, String name) throws IOException {
    if (member(object, name) instanceof JsonValue.Arr array) {
      return array.items();
    }
    throw wrong("`%s` is not an array", name);
  }

  private String string(JsonValue.Obj object, String name) throws IOException {
    return text(member(object, name), "`%s`".formatted(name));
  }

  private String text(JsonValue value, String what) throws IOException {
    if (value instanceof JsonValue.Str string) {
      return string.text();
    }
    throw wrong("%s is not a string", what);
  }

  private long number(JsonValue.Obj object, String name) throws IOException {
    if (member(object, name) instanceof JsonValue.Num number) {
      return number.value();
    }
    throw wrong("`%s` is not a number", name);
  }

  @FormatMethod
  private IOException wrong(String format, Object... values) {
    return new IOException(file + ": " + format.formatted(values));
  }
}
