package io.echelon.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs under a guard, on the shells of this machine.
final class ProgramGroupTest {
    private static final Lease LONG = Lease.of(Duration.ofMinutes(10), Duration.ofMinutes(11));
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final long DEADLINE_SECONDS = 60;
    private static final String FAMILY = "sleep 300 & sh -c 'sleep 300 & sleep 300 & wait' & touch \"$UP\"; wait";
    private static final int FAMILY_SIZE = 5;

    @TempDir
    private Path folder;

    private final List<ProgramGroup> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(group -> group.end(Duration.ZERO));
        started.forEach(ProgramGroupTest::code);
    }

    private ProgramGroup start(Shell shell, Lease lease, String script) throws IOException {
        ProgramGroup group =
                ProgramGroup.start(shell, List.of("sh", "-c", script), Map.of("UP", up().toString()), lease);
        started.add(group);
        return group;
    }

    private ProgramGroup start(Lease lease, String script) throws IOException {
        return start(Shell.usual(), lease, script);
    }

    private Path up() {
        return folder.resolve("up");
    }

    private void awaitUp() {
        Awaitility.await().atMost(Duration.ofSeconds(DEADLINE_SECONDS)).until(() -> Files.exists(up()));
    }

    private static int code(ProgramGroup group) {
        return group.exit()
                .toCompletableFuture()
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /// That of this machine and one with job control; in full all that there are.
    static List<Shell> shells() {
        List<Shell> shells = new ArrayList<>();
        Executables usual = Executables.usual();
        if (usual.has("bash")) {
            shells.add(new Shell(List.of("bash", "--posix"), false));
        }
        shells.add(Shell.usual());
        if (Boolean.getBoolean("echelon.full")) {
            shells.addAll(otherShells(usual));
        }
        return shells;
    }

    private static List<Shell> otherShells(Executables usual) {
        List<Shell> shells = new ArrayList<>();
        for (List<String> shell : List.of(
                List.of("dash"),
                List.of("bash", "--posix"),
                List.of("busybox", "sh"),
                List.of("mksh"),
                List.of("ksh"))) {
            if (usual.has(shell.get(0)) && usual.has("setsid")) {
                shells.add(new Shell(shell, true));
            }
        }
        return shells;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void endEndsAllThatTheProgramHasStarted(Shell shell) throws IOException {
        ProgramGroup group = start(shell, LONG, FAMILY);
        awaitUp();
        GroupMembers.awaitCount(group.group(), FAMILY_SIZE);
        assertThat(group.isAlive()).isTrue();

        group.end(Duration.ofSeconds(30));

        assertThat(code(group)).isEqualTo(143);
        GroupMembers.awaitNone(group.group());
        assertThat(group.isAlive()).isFalse();
        assertThat(group.isLeaseOver()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLeaseThatIsNotRenewedEndsAll(Shell shell) throws IOException {
        ProgramGroup group = start(shell, Lease.of(MOMENT, MOMENT.plusSeconds(30)), FAMILY);

        assertThat(code(group)).isEqualTo(143);
        GroupMembers.awaitNone(group.group());
        assertThat(group.isLeaseOver()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whoDoesNotHearTermIsKilledAtTheEndOfTheLease(Shell shell) throws IOException {
        long start = System.nanoTime();
        ProgramGroup group = start(shell, Lease.of(MOMENT, MOMENT.multipliedBy(2)), "trap '' TERM; " + FAMILY);

        assertThat(code(group)).isEqualTo(137);
        assertThat(millisSince(start)).isBetween(2 * MOMENT.toMillis(), 10 * MOMENT.toMillis());
        GroupMembers.awaitNone(group.group());
    }

    @Test
    void renewalsKeepItAlivePastManyLeasesAndLeaveNoneUnburied() throws IOException {
        Duration lease = Duration.ofSeconds(2);
        ProgramGroup group = start(Lease.of(lease, lease.plusSeconds(1)), FAMILY);
        long start = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(DEADLINE_SECONDS))
                .until(() -> {
                    group.renew(Lease.of(lease, lease.plusSeconds(1)));
                    return millisSince(start) > 3 * lease.toMillis();
                });
        assertThat(group.isAlive()).isTrue();
        assertThat(group.isLeaseOver()).isFalse();
        assertThat(GroupMembers.of(group.group())).hasSize(FAMILY_SIZE);
        assertThat(GroupMembers.countUnburied(group.guardPid())).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatAProgramLeavesBehindEndsWithIt(Shell shell) throws IOException {
        ProgramGroup group = start(
                shell,
                LONG,
                "sleep 300 & (trap '' TERM; touch \"$UP\"; sleep 300) & while ! [ -e \"$UP\" ]; do sleep 0.05; done; exit 3");
        assertThat(code(group)).isEqualTo(3);
        GroupMembers.awaitNone(group.group());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aProgramDoesNotOutliveItsGuard(Shell shell) throws IOException {
        ProgramGroup group = start(shell, LONG, FAMILY);
        awaitUp();
        GroupMembers.signal(group.guardPid(), "KILL");
        assertThat(code(group)).isIn(137, 143); // A guard that is only cut off asks first.
        GroupMembers.awaitNone(group.group());
        GroupMembers.awaitNone(group.guardPid());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 143, 255})
    void theExitCodeIsTheProgramsOwn(int code) throws IOException {
        assertThat(code(start(LONG, "exit " + code))).isEqualTo(code);
    }

    @Test
    void aProgramThatASignalEndedHas128MoreThanTheSignal() throws IOException {
        assertThat(code(start(LONG, "kill -KILL $$"))).isEqualTo(137);
        assertThat(code(start(LONG, "kill -INT $$"))).isEqualTo(130);
    }

    @Test
    void aProgramThatIsNotThereIs127AndOneThatMayNotBeExecuted126() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain"), "echo");
        assertRefused("echelon-no-such", 127, "there is no program \"echelon-no-such\" in PATH");
        assertRefused("./no/such", 127, "there is no program ./no/such");
        assertRefused("", 127, "there is no program \"\" in PATH");
        assertRefused(plain.toString(), 126, plain + " may not be executed");
        assertRefused(folder.toString(), 126, folder + " is a folder, not a program");
        assertThatThrownBy(() -> Executables.in(folder.toString()).check("plain"))
                .hasMessage(plain + " may not be executed");
    }

    private static void assertRefused(String program, int exitCode, String message) {
        assertThatThrownBy(() -> ProgramGroup.start(List.of(program), Map.of(), LONG))
                .isInstanceOfSatisfying(
                        ProgramException.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(exitCode))
                .hasMessage(message);
    }

    @Test
    void whereNoGroupCanBeMadeNothingStarts() {
        Shell refusing = new Shell(List.of("false"), false);
        assertThatThrownBy(() -> start(refusing, LONG, "touch \"$UP\""))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot start a program in a process group of its own: "
                        + "there is neither setsid nor job control");
        assertThat(up()).doesNotExist();
    }

    @Test
    void aProgramHasItsEnvironmentAndNothingElseOfOurs() throws IOException {
        assertThat(code(start(LONG, "[ \"$UP\" = '" + up() + "' ] && ! (: <&3) 2>/dev/null && ! (: >&4) 2>/dev/null")))
                .isZero();
    }

    @Test
    void aStoppedProgramHearsThatItIsToEnd() throws IOException {
        ProgramGroup group =
                start(LONG, "trap 'exit 7' TERM; touch \"$UP\"; kill -STOP $$; while :; do sleep 0.1; done");
        awaitUp();
        group.end(Duration.ofSeconds(30));
        assertThat(code(group)).isEqualTo(7);
    }

    @Test
    void aRenewalThatComesTooLateChangesNothing() throws IOException {
        String asked = "trap 'touch \"$UP\"' TERM; while :; do sleep 0.1; done";
        ProgramGroup group = start(Lease.of(MOMENT, MOMENT.multipliedBy(4)), asked);
        awaitUp();
        group.renew(LONG);
        assertThat(code(group)).isEqualTo(137);
    }

    @Test
    void anEndCanOnlyBeBroughtNearer() throws IOException {
        ProgramGroup group = start(LONG, "trap '' TERM; " + FAMILY);
        awaitUp();
        group.end(Duration.ofMinutes(5));
        group.end(MOMENT);
        group.end(Duration.ofMinutes(5));
        group.renew(LONG);
        assertThat(code(group)).isEqualTo(137);
    }

    @Test
    void anEndIsNoLaterThanThatOfTheLease() throws IOException {
        ProgramGroup group = start(LONG, "trap '' TERM; " + FAMILY);
        awaitUp();
        group.end(Duration.ofMinutes(5));
        group.renew(Lease.of(MOMENT, MOMENT));
        assertThat(code(group)).isEqualTo(137);
    }

    @Test
    void aGuardThatIsStoppedHoldsUpNoEnd() throws IOException {
        ProgramGroup group = start(LONG, FAMILY);
        awaitUp();
        GroupMembers.signal(group.guardPid(), "STOP");
        group.end(Duration.ZERO);
        assertThat(code(group)).isEqualTo(137);
        GroupMembers.awaitNone(group.group());
        GroupMembers.awaitNone(group.guardPid());
    }

    @Test
    void aGuardThatIsStoppedHoldsUpNoExitCode() throws IOException {
        ProgramGroup group =
                start(LONG, "sleep 300 & touch \"$UP\"; while [ -e \"$UP\" ]; do sleep 0.05; done; exit 3");
        awaitUp();
        GroupMembers.signal(group.guardPid(), "STOP");
        Files.delete(up());
        assertThat(code(group)).isEqualTo(3);
        GroupMembers.awaitNone(group.group());
    }

    @Test
    void whoWaitsForTheExitCodeCannotMakeItUp() throws IOException {
        ProgramGroup group = start(LONG, FAMILY);
        group.exit().toCompletableFuture().complete(0);
        assertThat(group.isAlive()).isTrue();
        group.end(Duration.ofSeconds(30));
        assertThat(code(group)).isEqualTo(143);
    }

    @Test
    void signalsToEverybodyAreLeftToTheProgram() throws IOException {
        ProgramGroup group = start(LONG, "touch \"$UP\"; trap 'exit 9' TERM; while :; do sleep 0.1; done");
        awaitUp();
        List<ProcessHandle> guards = new ArrayList<>();
        ProcessHandle guard = ProcessHandle.of(group.guardPid()).orElseThrow();
        guards.add(guard);
        guards.addAll(guard.descendants().toList());
        guards.forEach(ProcessHandle::destroy);
        group.renew(LONG);
        assertThat(group.exit()
                        .toCompletableFuture()
                        .copy()
                        .completeOnTimeout(-1, 1, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(-1);
        group.end(Duration.ofSeconds(30));
        assertThat(code(group)).isEqualTo(9);
    }

    @Test
    void whoHasLeftTheGroupIsKilledWhileItDescendsFromTheProgram() throws IOException {
        boolean hasSetsid = Executables.usual().has("setsid");
        if (!hasSetsid) {
            System.out.println("*** SKIPPED: a program that leaves its group, because there is no setsid here");
        }
        assumeTrue(hasSetsid, "there is no setsid here");
        ProgramGroup group =
                start(LONG, "setsid sh -c 'echo $$ >\"$UP.new\"; mv \"$UP.new\" \"$UP\"; exec sleep 300' & wait");
        awaitUp();
        long escaped = Long.parseLong(Files.readString(up()).strip());
        assertThat(GroupMembers.of(group.group())).doesNotContain(escaped);
        group.end(Duration.ofSeconds(30));
        assertThat(code(group)).isEqualTo(143);
        Awaitility.await().until(() -> !GroupMembers.isAlive(escaped));
    }
}
