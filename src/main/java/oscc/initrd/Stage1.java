package oscc.initrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.kernel.LoadableModule;
import oscc.kernel.ModuleIndex;
import oscc.manifest.Arch;
import oscc.manifest.Machine;
import oscc.template.Template;

/** Makes the segments of the initrd that run before the machine's own init. */
public final class Stage1 {
  /** Where the machine layer travels; {@code /init} knows the path. */
  private static final UnixPath LAYER = new UnixPath("/oscc/machine");

  private static final UnixPath PARAMETERS = new UnixPath("/oscc/stage1.conf");
  private static final UnixPath MODULE_LIST = new UnixPath("/oscc/modules");
  private static final String MODULE_FOLDER = "/lib/modules/";

  /** What {@code /init} reads when the machine has a use for it. */
  private static final List<String> PARTS = List.of("disk", "http");

  private static final int ELF_64_BITS = 64;

  private Stage1() {}

  /**
   * The base segment: stage 1's program and script, and the kernel modules it loads. It depends on
   * nothing of one machine that another would not share.
   */
  public static FileTree base(
      Machine machine, ModuleIndex modules, Stage1Busybox busybox, long epoch, Report report) {
    check(busybox, machine, report);
    FileTreeBuilder tree = skeleton(epoch);
    Attributes program = Attributes.ofRoot(0755, epoch);
    tree.put(new UnixPath("/bin/busybox"), new Node.RegularFile(program, busybox.content()));
    addApplets(tree, busybox, epoch);
    String init = Template.load("initrd/init").render(Map.of());
    tree.put(new UnixPath("/init"), new Node.RegularFile(program, Content.of(init)));
    for (String part : PARTS) {
      String text = Template.load("initrd/" + part).render(Map.of());
      Attributes attributes = Attributes.ofRoot(0644, epoch);
      tree.put(
          new UnixPath("/oscc").child(part), new Node.RegularFile(attributes, Content.of(text)));
    }
    String lease = Template.load("initrd/lease").render(Map.of());
    tree.put(new UnixPath("/oscc/lease"), new Node.RegularFile(program, Content.of(lease)));
    addModules(tree, modules.closure(Stage1Needs.modules(machine)), epoch);
    return tree.build();
  }

  /**
   * The base segment of a machine whose root is the initramfs itself: nothing but what the kernel
   * needs before devtmpfs is mounted. {@code /init} is the machine's own init.
   */
  public static FileTree initramfsBase(long epoch) {
    FileTreeBuilder tree = skeleton(epoch);
    tree.put(new UnixPath("/init"), new Node.Symlink(Attributes.ofRoot(0777, epoch), "/sbin/init"));
    return tree.build();
  }

  /** The machine segment: parameters, and the machine layer below a folder of its own. */
  public static FileTree machineSegment(FileTree layer, Stage1Parameters parameters, long epoch) {
    FileTreeBuilder tree = FileTree.builder(epoch);
    for (FileTree.Entry entry : layer) {
      UnixPath path = entry.path().isRoot() ? LAYER : LAYER.child(entry.path().relative());
      switch (entry.node()) {
        case Node.HardLink link -> tree.link(path, LAYER.child(link.target().relative()));
        case Node.Inode inode -> tree.put(path, inode);
      }
    }
    // Stage 1 alone reads them, and on_failure=shell should not show more than it must.
    Attributes attributes = Attributes.ofRoot(0600, epoch);
    tree.put(PARAMETERS, new Node.RegularFile(attributes, Content.of(parameters.render())));
    return tree.build();
  }

  private static void check(Stage1Busybox busybox, Machine machine, Report report) {
    Arch arch = machine.arch().value();
    if (busybox.elf().isEmpty()
        || busybox.elf().get().machine() != arch.elfMachine()
        || busybox.elf().get().bits() != ELF_64_BITS) {
      report
          .error(
              Code.OS0701,
              busybox.span(),
              "stage 1's busybox is no program for `%s`".formatted(arch.key()))
          .help("take the busybox-static of that architecture");
      return;
    }
    if (busybox.elf().get().interpreter().isPresent()) {
      report
          .error(Code.OS0702, busybox.span(), "stage 1's busybox is not linked statically")
          .help("the initrd holds no libraries; take Debian's busybox-static");
    }
    Set<String> missing = new TreeSet<>(Stage1Needs.applets(machine));
    missing.removeAll(busybox.applets());
    if (!missing.isEmpty()) {
      report
          .error(
              Code.OS0703,
              busybox.span(),
              "stage 1's busybox has no `%s`".formatted(String.join("`, `", missing)))
          .help("take Debian's busybox-static, or build busybox with these applets");
    }
  }

  /** Folders to mount on, and the devices without which no word reaches a console. */
  private static FileTreeBuilder skeleton(long epoch) {
    FileTreeBuilder tree = FileTree.builder(epoch);
    for (String folder : List.of("/dev", "/proc", "/run", "/sys")) {
      tree.put(new UnixPath(folder), new Node.Directory(Attributes.ofRoot(0755, epoch)));
    }
    Node.DeviceNode.Kind character = Node.DeviceNode.Kind.CHARACTER;
    tree.put(
        new UnixPath("/dev/console"),
        new Node.DeviceNode(Attributes.ofRoot(0600, epoch), character, 5, 1));
    tree.put(
        new UnixPath("/dev/null"),
        new Node.DeviceNode(Attributes.ofRoot(0666, epoch), character, 1, 3));
    return tree;
  }

  /** All of them: who lands in a shell of stage 1 should find what there is. */
  private static void addApplets(FileTreeBuilder tree, Stage1Busybox busybox, long epoch) {
    Node.Symlink link = new Node.Symlink(Attributes.ofRoot(0777, epoch), "busybox");
    for (String applet : busybox.applets()) {
      if (!applet.equals("busybox")) {
        tree.put(new UnixPath("/bin").child(applet), link);
      }
    }
  }

  private static void addModules(FileTreeBuilder tree, List<LoadableModule> modules, long epoch) {
    List<String> paths = new ArrayList<>();
    for (LoadableModule module : modules) {
      String path = MODULE_FOLDER + module.name() + ".ko";
      Attributes attributes = Attributes.ofRoot(0644, epoch);
      tree.put(new UnixPath(path), new Node.RegularFile(attributes, module.content()));
      paths.add(path + "\n");
    }
    Content list = Content.of(String.join("", paths));
    tree.put(MODULE_LIST, new Node.RegularFile(Attributes.ofRoot(0644, epoch), list));
  }
}
