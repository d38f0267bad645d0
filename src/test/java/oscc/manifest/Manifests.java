package oscc.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Good manifests that between them use every key with a value that is not its default. */
@NullMarked
public final class Manifests {
  public static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqz8PwE1lJRaTTO8AiLJg7Go1nTfnvHGM7zvcpDw5bL me@host";

  static final String MINIMAL = "oscc: 1\nname: web-01\nkernel:\n  deb: linux-image-cloud-amd64\n";

  private static final String SHA =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  public static final String FULL =
      """
      oscc: 1
      name: web-01
      arch: aarch64
      epoch: 1700000000
      kernel:
        deb: linux-image-cloud-arm64
        fragments:
          - serial.config
        cmdline:
          - console=ttyS0,115200
          - panic=10
        modules:
          initrd: [e1000e]
          rootfs: [wireguard, "snd_*"]
          load: [wireguard]
      initrd:
        compression: xz
        busybox: {deb: busybox-static-b}
        on_failure: shell
      packages:
        - tar: https://example.org/tool.tar.zst
          sha256: SHA
          strip: 1
          into: /usr/local
          include: ["bin/**"]
          exclude: ["share/doc/**"]
          replace: true
        - deb: [dropbear-bin, busybox]
          depends: false
          without: [adduser]
          essential: true
        - dir: overlay/
      init: busybox
      machine_id: 0123456789abcdef0123456789abcdef
      services:
        prepare:
          command: [/usr/bin/prepare]
          oneshot: true
        web:
          command: [/usr/sbin/httpd, -f]
          after: [prepare]
          restart: on_failure
          user: ann
          group: audio
          directory: /srv/ann
          environment: {LEVEL: info}
          ready: {port: 8080}
          stop_signal: INT
          log: file
        app:
          command: [/usr/bin/app]
          ready: {command: [/usr/bin/test, -S, /run/app]}
      network:
        hostname: web-01.example.org
        interfaces:
          - name: lan0
            mac: 52:54:00:12:34:5A
            dhcp: true
          - name: lan1
            mac: 52:54:00:12:34:5b
            addresses: [192.0.2.10/24, "2001:db8::10/64"]
            gateway: 192.0.2.1
            mtu: 1600
            routes:
              - to: 198.51.100.0/24
                via: 192.0.2.2
                metric: 7
          - name: lan1.10
            vlan: {id: 10, parent: lan1}
            accept_ra: true
          - name: br0
            bridge: {ports: [lan2, lan3]}
            dhcp: true
          - {name: lan2, mac: "52:54:00:12:34:5c"}
          - {name: lan3, mac: "52:54:00:12:34:5d"}
        nameservers: [192.0.2.53]
        search: [example.org]
        ntp: [192.0.2.123, ntp.example.org]
        hosts: {192.0.2.5: [db]}
      users:
        - name: root
          password_hash: $6$saltsalt$HASH
          authorized_keys:
            - KEY
            - {file: me.pub}
        - name: ann
          uid: 1000
          gid: 1001
          groups: [audio]
          home: /srv/ann
          shell: /bin/bash
      ssh:
        server: dropbear
        port: 2022
        host_keys: [{file: host-key}]
        key_from_cmdline: true
      logging:
        console_level: 5
        syslog:
          - {host: 192.0.2.9}
          - {host: log.example.org, port: 5514, protocol: tcp, format: rfc3164}
        netconsole: {host: 192.0.2.9, port: 6667, interface: lan0, mac: "52:54:00:12:34:57"}
      files:
        - path: /etc/motd
          content: |
            hello
          mode: "0640"
          owner: ann
          group: "1001"
        - path: /etc/source
          source: motd
        - path: /etc/link
          symlink: motd
        - path: /etc/gone
          absent: true
      rootfs:
        size_limit: 4G
        filesystem: squashfs
        compression: {codec: xz, level: 3, block_size: 64K}
        delivery: disk
        writable: none
        disk: {label: state}
        persist: [/var/log]
      vm:
        memory: 1G
        cpus: 2
        disk: 64M
        forward: ["2222:22"]
      tests:
        - expect: "login: $"
          within: 30
        - send: "root\\n"
        - run: exit 3
          status: 3
          output: ^x
        - ssh: cat /etc/motd
          user: ann
          key: test-key
        - screenshot: up.png
        - wait: 2
        - reboot: true
        - poweroff: true
      """
          .replace("SHA", SHA)
          .replace("KEY", KEY)
          .replace("HASH", "a".repeat(86));

  public static final String PREBUILT =
      """
      oscc: 1
      name: web-02
      kernel:
        prebuilt:
          image: {file: vmlinuz, sha256: SHA}
          modules: {file: https://example.org/modules.tar.xz, sha256: SHA}
          config: config
        modules:
          rootfs: none
      initrd:
        busybox: {file: busybox, sha256: SHA}
      network:
        interfaces:
          - name: eth0
            dhcp: false
      rootfs:
        filesystem: initramfs
        compression: gzip
      """
          .replace("SHA", SHA);

  static final String EXEC =
      MINIMAL
          + """
          init: exec
          init_command: [/usr/bin/hello, --port, "8080"]
          logging:
            console_level: 4
          """;

  static final String KEPT =
      MINIMAL
          + """
          rootfs:
            writable: disk
            disk: {partlabel: state}
            delivery: http
            url: [http://192.0.2.1/web/, "http://192.0.2.2:8080/a?b=c"]
          """;

  private Manifests() {}

  /** All good manifests. */
  static List<String> all() {
    return List.of(MINIMAL, FULL, PREBUILT, EXEC, KEPT);
  }

  /** Makes the files that the manifests name. */
  public static void writeInputs(Path folder) throws IOException {
    for (String name :
        List.of("serial.config", "motd", "vmlinuz", "config", "busybox", "test-key", "host-key")) {
      Files.writeString(folder.resolve(name), "");
    }
    Files.writeString(folder.resolve("me.pub"), "# mine\n" + KEY + "\n");
    Files.createDirectories(folder.resolve("overlay"));
  }
}
