package io.echelon.cli.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process that runs a program and renews its lease until it ends, then says how: for tests that do something to
/// this process.
final class GuardedProgram {
    private static final long RENEWAL_MILLIS = 200;

    private GuardedProgram() {}

    /// @param arguments a lease in milliseconds, until TERM and until KILL, and the command
    public static void main(String[] arguments) throws IOException, ExecutionException, InterruptedException {
        Duration termIn = Duration.ofMillis(Long.parseLong(arguments[0]));
        Duration killIn = Duration.ofMillis(Long.parseLong(arguments[1]));
        List<String> command = List.of(arguments).subList(2, arguments.length);
        ProgramGroup group = ProgramGroup.start(command, Map.of(), Lease.of(termIn, killIn));
        System.out.println("group " + group.group() + " guard " + group.guardPid());
        CompletableFuture<Integer> exit = group.exit().toCompletableFuture();
        while (true) {
            try {
                int code = exit.copy().get(RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
                System.out.println("exit " + code + " over " + group.isLeaseOver());
                return;
            } catch (TimeoutException goesOn) {
                group.renew(Lease.of(termIn, killIn));
            }
        }
    }
}
