package oscc.diag;

/**
 * The codes of all diagnostics. A code never changes its meaning; each has a page in {@code
 * docs/diagnostics}. The hundreds say the stage: 00 syntax, 01 schema, 02 rules across keys, 03
 * resolve and lock, 04 packages, 05 kernel, 06 system, 07 stage 1 and image.
 */
public enum Code {
  /** The text is not YAML. */
  OS0001,

  /** The bytes are not UTF-8, or begin with a byte order mark. */
  OS0002,

  /** A control character, such as NUL or a lone carriage return. */
  OS0003,

  /** The file is larger than a manifest can be. */
  OS0004,

  /** A tab where YAML wants blanks. */
  OS0005,

  /** A key stands twice in one mapping. */
  OS0006,

  /** An anchor, an alias or a merge key. */
  OS0007,

  /** A tag that a manifest does not have, such as {@code !!str}. */
  OS0008,

  /** Lists and mappings are nested too deep. */
  OS0009,

  /** More than one document in the file. */
  OS0010,

  /** Nothing but comments in the file. */
  OS0011,

  /** A key that is not a plain word or a quoted string. */
  OS0012,

  /** A quote, a bracket or a brace that is never closed. */
  OS0013,

  /** A line that does not fit the indentation around it. */
  OS0014,

  /** A key that the manifest format does not have. */
  OS0101,

  /** A key that must be there is not. */
  OS0102,

  /** A value of another kind than the key takes: a list for a string. */
  OS0103,

  /** A word that is not among those that the key takes. */
  OS0104,

  /** A key or value that a later oscc will take. */
  OS0105,

  /** Several keys of which only one may stand, or none of them. */
  OS0106,

  /** A string that has not the shape that the key takes. */
  OS0107,

  /** A number or a size outside the range that the key takes. */
  OS0108,

  /** A list or a string with too few or too many members. */
  OS0109,

  /** A bare number or a bare word like {@code true} where a string is needed: quote it. */
  OS0110,

  /** A key without a value. */
  OS0111,

  /** A key that only makes sense beside another one. */
  OS0112,

  /** So many errors that the rest is not shown. */
  OS0113,

  /** A base that `extends` names cannot be read. */
  OS0114,

  /** Manifests extend each other in a circle. */
  OS0115,

  /** `!remove` where there is nothing to remove. */
  OS0116,

  /** `!remove` or `!replace` in a place where it has no meaning. */
  OS0117,

  /** The profile that was asked for is not in the manifest. */
  OS0118,

  /** Two entries claim the same name, number, address or path. */
  OS0201,

  /** Not an IP address, or not one that an interface can have. */
  OS0202,

  /** A gateway that no address of the interface reaches. */
  OS0203,

  /** A MAC address that no interface has. */
  OS0204,

  /** An interface with both or neither of DHCP and addresses. */
  OS0205,

  /** Not a public key for {@code authorized_keys}. */
  OS0206,

  /** Not a crypt(3) hash. */
  OS0207,

  /** A crypt(3) hash that is quickly guessed (warning). */
  OS0208,

  /** An interface name that the kernel itself may give to another interface. */
  OS0209,

  /** A word that iPXE or the kernel cannot carry on the command line. */
  OS0210,

  /** A word of the kernel command line that is oscc's to decide. */
  OS0211,

  /** A kernel command line that is too long. */
  OS0212,

  /** A file or folder that the manifest names and that is not there. */
  OS0213,

  /** A URL without {@code sha256}. */
  OS0214,

  /** A URL that oscc does not fetch. */
  OS0215,

  /** A path of {@code files} below another one that is no folder. */
  OS0216,

  /** A private key that would be published with the bundle. */
  OS0217,

  /** A glob that can match nothing. */
  OS0218,

  /** A path that is hidden by a file system of the running machine. */
  OS0219,

  /** Keys of {@code rootfs} that contradict each other. */
  OS0220,

  /** A compression level that the codec does not have. */
  OS0221,

  /** A user id that contradicts the user's name. */
  OS0222,

  /** An ssh server that lets nobody in (warning). */
  OS0223,

  /** Modules to load from a root that carries none. */
  OS0224,

  /** Not a regular expression. */
  OS0230,

  /** A test step that logs in by ssh to a machine without an ssh server. */
  OS0231,

  /** A test step after the one that switches the machine off. */
  OS0232,

  /** A name that a service cannot have. */
  OS0235,

  /** A command whose program is no absolute path. */
  OS0236,

  /** {@code after} names a service that the manifest does not have. */
  OS0237,

  /** Services that wait for each other. */
  OS0238,

  /** Keys of a one shot that only a service that stays can have. */
  OS0239,

  /** A name that an environment variable cannot have. */
  OS0240,

  /** {@code init: exec} without a command, or a command without it. */
  OS0241,

  /** What nobody does when one program is all that runs. */
  OS0242,

  /** An interface that is two kinds of thing. */
  OS0250,

  /** A VLAN or a bridge of an interface that the manifest does not have. */
  OS0251,

  /** An interface that cannot be a port of a bridge. */
  OS0252,

  /** Interfaces that are made of each other. */
  OS0253,

  /** An MTU that cannot work. */
  OS0254,

  /** A route that leads nowhere. */
  OS0255,

  /** Two routes to the same network with the same metric. */
  OS0256,

  /** A card without {@code mac} that has no name of the kernel's (warning). */
  OS0257,

  /** A card that QEMU does not have (warning). */
  OS0258,

  /** A folder that may not be persistent. */
  OS0280,

  /** Something that needs {@code rootfs.disk}, which is absent. */
  OS0281,

  /** A {@code rootfs.disk} on which nothing lies (warning). */
  OS0282,

  /** A persistent folder in another one. */
  OS0283,

  /** An address from which stage 1 cannot fetch. */
  OS0284,

  /** {@code rootfs.url} of a root that is not fetched. */
  OS0285,

  /** A root that is fetched, and no {@code rootfs.url} (warning). */
  OS0286,

  /** Two levels of the kernel's console. */
  OS0287,

  /** A netconsole host that is no IPv4 address. */
  OS0288,

  /** A netconsole interface that the machine does not have. */
  OS0289,

  /** No apt source has a Debian package of this name. */
  OS0301,

  /** apt cannot satisfy what the packages of an entry need. */
  OS0302,

  /** The lock has no answer yet, and {@code --locked} forbids to add one. */
  OS0303,

  /** The lock file is damaged. */
  OS0304,

  /** A local file has other bytes than the manifest says. */
  OS0305,

  /** The lock file is of a newer oscc. */
  OS0306,

  /** Two entries of one machine have a package locked at different versions. */
  OS0307,

  /** A name under {@code without} is not in the closure. */
  OS0308,

  /** The id of a user is also that of an account which a package brings. */
  OS0309,

  /** A file of public keys holds a private one. */
  OS0310,

  /** The name stands for other Debian packages that provide it. */
  OS0311,

  /** This is not how Debian packages are named. */
  OS0312,

  /** Nothing is left of a package after its first path components were dropped. */
  OS0401,

  /** A glob of include or exclude matches nothing. */
  OS0402,

  /** A package brings no file. */
  OS0403,

  /** A folder holds something that is neither a file nor a folder nor a link. */
  OS0404,

  /** A kernel package does not hold exactly one kernel image. */
  OS0405,

  /** A package or archive that should hold kernel modules holds none. */
  OS0406,

  /** The package that should bring stage 1's busybox does not. */
  OS0407,

  /** The kernel image is no kernel. */
  OS0500,

  /** The kernel is for another architecture than the machine. */
  OS0501,

  /** The kernel image is damaged. */
  OS0502,

  /** The kernel image has a form that oscc does not boot. */
  OS0503,

  /** The file given as the kernel's configuration is none. */
  OS0504,

  /** The modules are for another release than the kernel image. */
  OS0505,

  /** There are modules for more than one release. */
  OS0506,

  /** Modules were built for another kernel than the image. */
  OS0507,

  /** A kernel module needs another that is not there. */
  OS0508,

  /** A line of a kernel configuration fragment is no setting. */
  OS0510,

  /** A kernel configuration fragment gives a value that no symbol can have. */
  OS0511,

  /** A kernel configuration fragment sets a symbol twice, with different values. */
  OS0512,

  /** A comment in a kernel configuration fragment looks like a setting but is none. */
  OS0513,

  /** The kernel is not configured as a fragment demands. */
  OS0514,

  /** Nothing says how the kernel is configured, so fragments are not verified. */
  OS0515,

  /** The kernel lacks something that the manifest uses. */
  OS0520,

  /** The kernel has as a module what must be built in. */
  OS0521,

  /** The kernel has something as a module, and that module is not among its modules. */
  OS0522,

  /** The kernel lacks something that the machine needs only in QEMU. */
  OS0523,

  /** Nothing says how the kernel is configured, so what the manifest uses is not verified. */
  OS0524,

  /** There is no kernel module with this name. */
  OS0530,

  /** No kernel module matches this name or pattern. */
  OS0531,

  /** A module is to be loaded at boot, but the root does not carry it. */
  OS0532,

  /** A kernel module asks for firmware that no package brings. */
  OS0533,

  /** The packages lack a program that the init system needs. */
  OS0601,

  /** The packages lack a program that the ssh server needs. */
  OS0602,

  /** The busybox of the packages was built without something that the machine needs. */
  OS0603,

  /** The machine would have a file where the packages have a folder. */
  OS0604,

  /** The machine would have a file below something that is no folder. */
  OS0605,

  /** An entry of `files` names an owner or a group that the machine does not have. */
  OS0606,

  /** A user is to be in a group that the machine does not have. */
  OS0607,

  /** Two accounts would have one id, or one account two. */
  OS0608,

  /** A user's shell is in no package. */
  OS0609,

  /** A private host key would be built into a bundle that the network delivers. */
  OS0610,

  /** A file that should hold public keys holds something else. */
  OS0611,

  /** An entry of `files` removes what is not there. */
  OS0612,

  /** A service runs as a user or group that the machine does not have. */
  OS0620,

  /** The packages lack programs of the init system itself. */
  OS0621,

  /** The program of a service is not in the machine, or cannot run there. */
  OS0622,

  /** Under runit, a shell that does not end the machine when it is told to (warning). */
  OS0623,

  /** A maintainer script does something that is not derived (note). */
  OS0650,

  /** A service of the manifest has the name of a package's systemd unit. */
  OS0651,

  /** Time servers, and nothing among the packages that asks them. */
  OS0660,

  /** A file of {@code ssh.host_keys} that the server cannot use. */
  OS0661,

  /** The packages lack a program with which the kernel's messages are sent to another machine. */
  OS0680,

  /** Stage 1's busybox is no program for the machine. */
  OS0701,

  /** Stage 1's busybox needs shared libraries. */
  OS0702,

  /** Stage 1's busybox was built without something that stage 1 uses. */
  OS0703,

  /** The packages lack a program with which stage 1 makes or mends a file system. */
  OS0704,

  /** A persistent folder that is a file or a link in the machine. */
  OS0705,

  /** A syslog server that no program of the packages can talk to. */
  OS0706,

  /** Two packages bring different files at one path. */
  OS0751,

  /** A program's loader is not in the root. */
  OS0752,

  /** A shared library that a file needs is not in the root. */
  OS0753,

  /** The root has no init that the kernel could start. */
  OS0754,

  /** The kernel command line is longer than the kernel takes. */
  OS0755,

  /** An extended attribute cannot be kept in an initramfs. */
  OS0756,

  /** The package layer is larger than the manifest allows. */
  OS0759,
}
