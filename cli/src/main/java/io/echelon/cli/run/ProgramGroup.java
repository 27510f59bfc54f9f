package io.echelon.cli.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A program that runs in a process group of its own for as long as its [Lease] is renewed. The group is asked to end
/// (TERM) and then killed (KILL) when the lease ends, when [#end] is called, when this process is gone in whatever way,
/// SIGKILL included, and, with a second between both, when the program itself has ended and left others behind.
///
/// Standard input, output and error, and the working directory, are those of this process; where standard input is a
/// terminal, the program's is empty. Who leaves the group is out of the guard's reach: [#end] kills what still
/// descends from the program by then, and nothing finds a daemon that has cut itself off.
///
/// Any thread may call it; none waits, except to start.
public final class ProgramGroup {
    /// When writing to the guard took longer, the times in it are not true any more.
    private static final long STALE_NANOS = 50_000_000;
    /// Between the time when all should be dead and doubting the guard.
    private static final long PATIENCE_MILLIS = 1_000;
    /// The same for what the program leaves behind.
    private static final long LEFTOVERS_PATIENCE_MILLIS = 5_000;

    private final Process program;
    private final long group;
    private final Guard guard;
    private final Shell shell;
    private final CompletableFuture<Integer> exit;
    private final Set<ProcessHandle> descendants = ConcurrentHashMap.newKeySet();
    private Lease lease;
    private boolean isEnding;
    private long endAtNanos;

    private ProgramGroup(GatedProcess gated, Guard guard, Shell shell, Lease lease) {
        this.program = gated.process();
        this.group = gated.group();
        this.guard = guard;
        this.shell = shell;
        this.lease = lease;
        CompletionStage<Void> groupEnd = guard.end().thenCompose(this::onGuardEnd);
        exit = program.onExit()
                .thenCompose(ended -> {
                    guard.tell("gone");
                    after(LEFTOVERS_PATIENCE_MILLIS, guard::kill);
                    return groupEnd;
                })
                .thenApply(ended -> {
                    descendants.forEach(ProcessHandle::destroyForcibly);
                    return program.exitValue();
                });
    }

    /// @param command the program, by its path or its name in `PATH`, and its arguments
    /// @param environment on top of this process's own
    /// @throws ProgramException if there is no such program, or it may not be executed
    /// @throws IOException if the system does not let one start
    public static ProgramGroup start(List<String> command, Map<String, String> environment, Lease first)
            throws IOException {
        return start(Shell.usual(), command, environment, first);
    }

    static ProgramGroup start(Shell shell, List<String> command, Map<String, String> environment, Lease first)
            throws IOException {
        Executables.usual().check(command.get(0));
        try (Scripts scripts = new Scripts()) {
            Guard guard = Guard.start(shell, scripts.folder());
            try {
                GatedProcess gated = GatedProcess.start(shell, scripts.folder(), command, environment);
                ProgramGroup started = new ProgramGroup(gated, guard, shell, first);
                started.begin();
                return started;
            } catch (IOException failure) {
                guard.close();
                throw failure;
            }
        }
    }

    private synchronized void begin() {
        guard.tell("group " + group);
        tell();
        guard.tell("go");
    }

    /// The lease from now on, longer or shorter than it was. One that has ended cannot be renewed. Once [#end] was
    /// called it only says until when killing may be put off.
    public synchronized void renew(Lease next) {
        if (!isLeaseOver()) {
            lease = next;
            tell();
        }
    }

    /// Asks all to end now, and kills who is left after a time, or when the lease ends if that is sooner. Called again,
    /// it can only bring the end nearer.
    public synchronized void end(Duration killAfter) {
        long next = System.nanoTime() + killAfter.toNanos();
        if (!isEnding || next - endAtNanos < 0) {
            endAtNanos = next;
        }
        isEnding = true;
        program.descendants().forEach(descendants::add);
        tell();
        doubtGuardLater();
    }

    /// Says again what took so long to say that it came to mean more than it should.
    private void tell() {
        long nowNanos;
        do {
            nowNanos = System.nanoTime();
            guard.tell(
                    isEnding
                            ? "end " + Lease.millisUntil(killAtNanos(), nowNanos)
                            : "lease " + lease.millisToTerm(nowNanos) + " " + lease.millisFromTermToKill(nowNanos));
        } while (System.nanoTime() - nowNanos > STALE_NANOS);
    }

    private long killAtNanos() {
        return endAtNanos - lease.killAtNanos() < 0 ? endAtNanos : lease.killAtNanos();
    }

    private synchronized void doubtGuardLater() {
        long millis = Lease.millisUntil(killAtNanos(), System.nanoTime()) + PATIENCE_MILLIS;
        after(millis, this::doubtGuard);
    }

    private static void after(long millis, Runnable task) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(task);
    }

    /// A guard that was stopped does not end anything.
    private synchronized void doubtGuard() {
        if (exit.isDone()) {
            return;
        }
        if (Lease.millisUntil(killAtNanos(), System.nanoTime()) > 0) {
            doubtGuardLater(); // The lease was renewed meanwhile.
        } else {
            guard.kill();
        }
    }

    private CompletionStage<Void> onGuardEnd(boolean hasDoneAll) {
        if (hasDoneAll) {
            return CompletableFuture.completedFuture(null);
        }
        descendants.addAll(program.descendants().toList());
        try {
            return killGroup().onExit().thenAccept(killer -> {});
        } catch (IOException failure) {
            descendants.add(program.toHandle());
            descendants.forEach(ProcessHandle::destroyForcibly);
            return CompletableFuture.completedFuture(null);
        }
    }

    /// The guard's timers too, which are in its group if it has one of its own.
    private Process killGroup() throws IOException {
        List<String> line = new ArrayList<>(shell.command());
        line.addAll(List.of("-c", "kill -KILL \"-$1\"; kill -KILL \"-$2\"", "sh"));
        line.addAll(List.of(Long.toString(group), Long.toString(guard.pid())));
        return new ProcessBuilder(line)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    /// The program's exit code, 128 and the number of the signal if it was killed by one, once the whole group has
    /// ended.
    public CompletionStage<Integer> exit() {
        return exit.minimalCompletionStage(); // Nobody else may complete it.
    }

    /// Whether any of it may still run.
    public boolean isAlive() {
        return !exit.isDone();
    }

    /// Whether the lease is over, so that an end need not have been the program's own will. True also when this process
    /// was stopped meanwhile.
    public synchronized boolean isLeaseOver() {
        return lease.isOver(System.nanoTime());
    }

    long group() {
        return group;
    }

    long guardPid() {
        return guard.pid();
    }
}
