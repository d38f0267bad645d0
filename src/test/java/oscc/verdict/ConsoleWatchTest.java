package oscc.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.bundle.BuildId;
import oscc.bundle.ReadyLine;

/** What recorded boots do not show; the consoles here are made by hand. */
class ConsoleWatchTest {
  private static final ReadyLine AWAITED = new ReadyLine("hello", new BuildId("0123456789abcdef"));
  private static final String READY = "oscc: hello is up (build 0123456789abcdef)";
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), Limits.Stalls.COUNT);

  private static ConsoleWatch watch(Limits limits, String... lines) {
    ConsoleWatch watch = new ConsoleWatch(AWAITED, limits);
    for (int i = 0; i < lines.length; i++) {
      watch.accept(new ConsoleLine(Duration.ofMillis(100L * (i + 1)), lines[i]));
    }
    return watch;
  }

  private static Outcome judged(String... lines) {
    ConsoleWatch watch = watch(LIMITS, lines);
    watch.tick(Duration.ofHours(1));
    return watch.verdict().orElseThrow().outcome();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[    2.1] no stamp of the kernel: BUG: not a defect",
        "[    2.100000] WARNING: CPU: 0 PID: 1 at kernel/sched/core.c:1 x+0x1/0x2",
        "[    2.100000] app[99]: BUG: my program is wrong",
        "[    2.100000] [Firmware Bug]: TSC_DEADLINE disabled due to Errata",
        "[    2.100000] systemd[1]: Kernel panic - not syncing: said by a program",
        "Starting Kernel panic - not syncing: test of words",
        "BUG: said by a program",
        "general protection fault, a nice band",
        "oscc: other failed: ssh",
        "no root: of the matter",
      })
  void what_only_looks_like_a_failure_is_none(String line) {
    assertThat(judged("[    0.000000] Linux version 6.1.0", line, READY)).isEqualTo(Outcome.READY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[    2.100000] BUG: kernel NULL pointer dereference, address: 0000000000000000",
        "[    2.100000][    T1] BUG: KASAN: use-after-free in f+0x1/0x2",
        "[    2.100000] general protection fault, probably for non-canonical address 0xdead: 0000"
            + " [#1] PREEMPT SMP NOPTI",
        "[    2.100000] divide error: 0000 [#1] PREEMPT SMP",
        "[    2.100000] invalid opcode: 0000 [#1] PREEMPT SMP NOPTI",
        "[    2.100000] Unable to handle kernel NULL pointer dereference at virtual address 0",
        "[    2.100000] Internal error: Oops: 0000000096000044 [#1] SMP",
        "[    2.100000] Oops: 0002 [#1] SMP",
        "[    2.100000] kernel BUG at fs/inode.c:1234!",
        "[    2.100000] traps: PANIC: double fault, error_code: 0x0",
        "[    2.100000] watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [insmod:99]",
        "[    2.100000] rcu: INFO: rcu_preempt self-detected stall on CPU",
        "[    2.100000] rcu: INFO: rcu_sched detected stalls on CPUs/tasks:",
        "[    2.100000] INFO: task jbd2/sda1:99 blocked for more than 120 seconds.",
        "Starting sshd: [    2.100000] BUG: unable to handle page fault for address: 0",
      })
  void a_defect_of_the_kernel_is_an_oops_even_if_the_machine_comes_up(String line) {
    assertThat(judged("[    0.000000] Linux version 6.1.0", line, READY)).isEqualTo(Outcome.OOPS);
  }

  @Test
  void a_stuck_processor_is_only_noted_where_the_host_may_be_what_is_slow() {
    String stall = "[   30.100000] watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [sh:1]";

    ConsoleWatch watch = watch(Limits.TCG, "[    0.000000] Linux version 6.1.0", stall, READY);
    watch.tick(Duration.ofMinutes(1));
    ConsoleWatch silent = watch(Limits.TCG, "[    0.000000] Linux version 6.1.0", stall);
    silent.tick(Duration.ofHours(1));

    assertThat(watch.verdict()).map(Verdict::outcome).contains(Outcome.READY);
    assertThat(silent.verdict()).map(Verdict::outcome).contains(Outcome.SILENCE);
    assertThat(silent.verdict().orElseThrow().evidence()).anyMatch(l -> l.text().equals(stall));
  }

  @Test
  void an_oops_that_ends_in_a_panic_is_a_panic_that_shows_the_oops() {
    ConsoleWatch watch =
        watch(
            LIMITS,
            "[    2.100000] BUG: kernel NULL pointer dereference, address: 0000000000000000",
            "[    2.200000] Kernel panic - not syncing: Fatal exception");
    watch.tick(Duration.ofSeconds(10));

    Verdict verdict = watch.verdict().orElseThrow();
    assertThat(verdict.outcome()).isEqualTo(Outcome.KERNEL_PANIC);
    assertThat(verdict.evidence().getFirst().text()).contains("NULL pointer");
  }

  @Test
  void a_kernel_without_time_stamps_is_understood() {
    assertThat(judged("Linux version 5.10", "Kernel panic - not syncing: Fatal exception"))
        .isEqualTo(Outcome.KERNEL_PANIC);
  }

  @Test
  void the_ready_line_counts_wherever_it_stands_in_a_line() {
    assertThat(judged("hello login: [    5.000001] " + READY)).isEqualTo(Outcome.READY);
  }

  @Test
  void the_ready_line_of_another_build_is_told() {
    assertThat(judged("oscc: hello is up (build fedcba9876543210)")).isEqualTo(Outcome.OTHER_BUILD);
  }

  @Test
  void a_console_that_takes_over_from_an_early_one_is_no_second_start() {
    assertThat(
            judged(
                "[    0.000000] Linux version 6.1.0",
                "[    0.100000] printk: console [ttyS0] enabled",
                "[    0.000000] Linux version 6.1.0",
                READY))
        .isEqualTo(Outcome.READY);
  }

  @Test
  void a_machine_that_resets_at_once_is_found_at_its_third_start() {
    String banner = "[    0.000000] Linux version 6.1.0";

    assertThat(judged(banner, banner, banner)).isEqualTo(Outcome.REBOOT_LOOP);
  }

  @Test
  void firmware_that_finds_nothing_to_boot_has_not_loaded_it() {
    assertThat(judged("SeaBIOS (version 1.16.2)", "No bootable device."))
        .isEqualTo(Outcome.NOT_LOADED);
  }

  @Test
  void silence_is_told_within_its_limit_and_a_talkative_machine_within_the_whole() {
    ConsoleWatch silent = watch(LIMITS, "Linux version 6.1.0");
    silent.tick(Duration.ofSeconds(20));
    assertThat(silent.verdict()).isEmpty();
    silent.tick(Duration.ofMillis(20_100));
    assertThat(silent.verdict()).map(Verdict::remark).contains("nothing on the console for 20 s");

    ConsoleWatch talks = new ConsoleWatch(AWAITED, LIMITS);
    for (int second = 1; second <= 60; second++) {
      talks.accept(new ConsoleLine(Duration.ofSeconds(second), "still waiting"));
    }
    assertThat(talks.verdict()).map(Verdict::remark).contains("not ready within 60 s");
  }

  @Test
  void an_emulator_that_ends_has_died_unless_the_machine_asked_for_it() {
    ConsoleWatch died = watch(LIMITS, "Linux version 6.1.0");
    died.ended(Duration.ofSeconds(1), 137);
    ConsoleWatch off = watch(LIMITS, "[    3.000000] reboot: Power down");
    off.ended(Duration.ofSeconds(1), 0);

    Verdict verdict = died.verdict().orElseThrow();
    assertThat(verdict.outcome()).isEqualTo(Outcome.QEMU_DIED);
    assertThat(verdict.remark()).isEqualTo("QEMU ended with status 137");
    assertThat(off.verdict()).map(Verdict::outcome).contains(Outcome.POWERED_OFF);
  }

  @Test
  void a_verdict_that_a_machine_failed_does_not_change_any_more() {
    ConsoleWatch watch = watch(LIMITS, "oscc: hello failed: ssh");
    watch.tick(Duration.ofSeconds(2));

    watch.accept(
        new ConsoleLine(Duration.ofSeconds(3), "[    9.000000] Kernel panic - not syncing: late"));
    watch.ended(Duration.ofSeconds(4), 1);

    assertThat(watch.verdict()).map(Verdict::outcome).contains(Outcome.SERVICE_FAILED);
  }

  @Test
  void phases_follow_each_other_without_a_gap() {
    List<ConsoleLine> lines =
        List.of(
            new ConsoleLine(Duration.ofSeconds(2), "iPXE initialising devices...ok"),
            new ConsoleLine(Duration.ofSeconds(5), "[    0.000000] Linux version 6.1.0"),
            new ConsoleLine(Duration.ofSeconds(7), "[    2.000000] Run /init as init process"),
            new ConsoleLine(Duration.ofSeconds(8), "[    3.000000] oscc: stage 1 is done"),
            new ConsoleLine(Duration.ofSeconds(10), "[    5.000000] oscc: the services start"));
    var fetch = new Timeline.Phase("fetch vmlinuz", Duration.ofSeconds(3), Duration.ofSeconds(1));

    Timeline timeline = Timeline.of("firmware", lines, List.of(fetch), Duration.ofSeconds(12));

    assertThat(timeline.phases().stream().map(p -> p.name() + " " + p.length().toSeconds()))
        .containsExactly(
            "firmware 2",
            "iPXE 3",
            "fetch vmlinuz 1",
            "kernel 2",
            "stage 1 1",
            "init 2",
            "services 2");
  }

  @Test
  void what_happens_to_a_machine_that_was_ready_takes_the_place_of_the_verdict() {
    String banner = "[    0.000000] Linux version 6.1.0";
    ConsoleWatch watch = watch(LIMITS, banner, "[    5.000000] x", READY);
    watch.tick(Duration.ofSeconds(3));
    assertThat(watch.verdict().orElseThrow().outcome()).isEqualTo(Outcome.READY);

    watch.accept(new ConsoleLine(Duration.ofSeconds(200), "[  200.000000] BUG: unable to handle"));
    watch.tick(Duration.ofSeconds(210));

    assertThat(watch.verdict().orElseThrow().outcome()).isEqualTo(Outcome.OOPS);
    assertThat(watch.verdict().orElseThrow().at()).isEqualTo(Duration.ofSeconds(200));
  }

  @Test
  void a_ready_machine_that_restarts_or_ends_by_itself_has_not_stayed_ready() {
    ConsoleWatch restarted =
        watch(LIMITS, "[    0.000000] Linux version 6.1.0", "[    5.000000] x", READY);
    restarted.tick(Duration.ofSeconds(3));
    restarted.accept(new ConsoleLine(Duration.ofSeconds(4), "[    0.000000] Linux version 6.1.0"));
    restarted.tick(Duration.ofSeconds(6));
    ConsoleWatch killed = watch(LIMITS, READY);
    killed.tick(Duration.ofSeconds(3));
    killed.ended(Duration.ofSeconds(4), 137);

    assertThat(restarted.verdict().orElseThrow().outcome()).isEqualTo(Outcome.REBOOT_LOOP);
    assertThat(killed.verdict().orElseThrow().outcome()).isEqualTo(Outcome.QEMU_DIED);
  }

  @Test
  void a_ready_machine_may_be_silent_for_ever() {
    ConsoleWatch watch = watch(LIMITS, READY);
    watch.tick(Duration.ofSeconds(3));
    watch.tick(Duration.ofHours(3));

    assertThat(watch.verdict().orElseThrow().outcome()).isEqualTo(Outcome.READY);
  }
}
