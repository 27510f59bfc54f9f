package io.echelon.cli;

import io.echelon.client.Command;
import io.echelon.client.CommandHandler;
import io.echelon.client.Outcome;
import io.echelon.client.Place;
import io.echelon.client.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs a program for each command: its text on standard input; output, errors among it, and exit code are
/// the result. The output is told while the program runs, too. One that is called back is killed. What was received
/// only ever is input, never part of a command line.
final class ProgramHandler implements CommandHandler, AutoCloseable {
    /// More output is dropped, and said to be.
    static final int MAX_OUTPUT_BYTES = 64 << 10;

    /// Of one command, told while it runs to who watches it.
    private static final int MAX_TOLD_BYTES = 1 << 20;

    private static final int READ_BYTES = 8 << 10;
    private static final int TIMED_OUT = 124;
    private static final int STANDARD_OUTPUT = 1;
    /// Between being asked to end and being killed; then for output that others still hold open.
    private static final long GRACE_MILLIS = 1_000;

    private final List<String> program;
    private final Duration timeout;
    private final Supplier<Map<String, String>> environment;
    private final BiConsumer<Command, Verdict> onDone;
    private @Nullable Process running;
    private boolean isClosed;

    /// @param program and its arguments
    /// @param timeout after which it is killed, and the command has failed
    /// @param environment what the program is told of the member, on top of this process's own
    /// @param onDone told of each verdict
    ProgramHandler(
            List<String> program,
            Duration timeout,
            Supplier<Map<String, String>> environment,
            BiConsumer<Command, Verdict> onDone) {
        this.program = program;
        this.timeout = timeout;
        this.environment = environment;
        this.onDone = onDone;
    }

    /// What a program can know of its member.
    static Map<String, String> describe(Place place) {
        return Map.of(
                "ECHELON_GROUP", place.group(),
                "ECHELON_MEMBER", place.id().toString(),
                "ECHELON_RANK", Integer.toString(place.rank()),
                "ECHELON_SIZE", Integer.toString(place.size()),
                "ECHELON_TOKEN", Long.toString(place.token()));
    }

    @Override
    public Verdict handle(Command command) throws InterruptedException {
        Verdict verdict = run(command);
        onDone.accept(command, verdict);
        return verdict;
    }

    private Verdict run(Command command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program).redirectErrorStream(true);
        builder.environment().putAll(environment.get());
        builder.environment().put("ECHELON_COMMAND", Long.toString(command.number()));
        builder.environment().put("ECHELON_SENDER", command.sender().toString());
        builder.environment().put("ECHELON_SENDER_RANK", Integer.toString(command.senderRank()));
        Process process;
        try {
            process = start(builder);
        } catch (IOException failure) {
            return Verdict.failed(String.valueOf(failure.getMessage()));
        }
        try {
            return run(process, command);
        } finally {
            kill(process);
        }
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        if (isClosed) {
            throw new IOException("this member is leaving");
        }
        running = builder.start();
        return running;
    }

    /// Kills the program that runs, and starts none any more.
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            isClosed = true;
            last = running;
        }
        if (last != null) {
            kill(last);
        }
    }

    private Verdict run(Process process, Command command) throws InterruptedException {
        Output output = new Output(process.getInputStream(), command);
        Threads.start("program-input", () -> feed(process.getOutputStream(), command.body()));
        Thread reader = Threads.start("program-output", output::readAll);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                return new Verdict(
                        Outcome.FAILED, TIMED_OUT, output.endingWith("killed after " + timeout.toSeconds() + " s"));
            }
            reader.join(GRACE_MILLIS); // Its children may hold its output open for ever.
        } catch (InterruptedException interrupted) {
            if (!command.isCancelled()) {
                throw interrupted;
            }
            if (process.isAlive()) {
                kill(process);
                return new Verdict(Outcome.FAILED, null, output.endingWith("cancelled"));
            }
        }
        int code = process.exitValue();
        return new Verdict(code == 0 ? Outcome.DONE : Outcome.FAILED, code, output.endingWith(""));
    }

    private static void feed(OutputStream program, byte[] input) {
        try (program) {
            program.write(input);
        } catch (IOException closed) {
            // A program need not read what it is given.
        }
    }

    /// Ends the program and what it has started, first by asking. The end is waited for also when
    /// interrupted.
    static void kill(Process process) {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        if (!process.isAlive() && family.isEmpty()) {
            return;
        }
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroy);
        boolean wasInterrupted = Thread.interrupted();
        try {
            process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            wasInterrupted = true;
        }
        family.forEach(ProcessHandle::destroyForcibly);
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What a program prints: kept up to one limit, told up to another; the rest is read and dropped.
    private static final class Output {
        private final InputStream input;
        private final Command command;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long dropped;
        private int told;

        Output(InputStream input, Command command) {
            this.input = input;
            this.command = command;
        }

        void readAll() {
            byte[] window = new byte[READ_BYTES];
            try {
                for (int count = input.read(window); count >= 0; count = input.read(window)) {
                    keep(window, count);
                    tell(window, count);
                }
            } catch (IOException closed) {
                // The program was killed; what it said before counts.
            }
        }

        private synchronized void keep(byte[] bytes, int count) {
            int room = Math.min(count, MAX_OUTPUT_BYTES - kept.size());
            kept.write(bytes, 0, room);
            dropped += count - room;
        }

        /// For the one thread that reads.
        private void tell(byte[] bytes, int count) {
            int room = Math.min(count, MAX_TOLD_BYTES - told);
            told += room;
            command.output(
                    STANDARD_OUTPUT, Arrays.copyOf(bytes, room)); // What does not get through stands in the result.
        }

        /// @param note a last line of ours, empty if there is none
        synchronized byte[] endingWith(String note) {
            String last = dropped == 0 ? note : "(" + dropped + " bytes more were dropped) " + note;
            byte[] ending = last.isEmpty() ? new byte[0] : ("\n" + last.strip()).getBytes(StandardCharsets.UTF_8);
            int room = Math.min(kept.size(), MAX_OUTPUT_BYTES - ending.length);
            ByteArrayOutputStream whole = new ByteArrayOutputStream(room + ending.length);
            whole.write(kept.toByteArray(), 0, room);
            whole.writeBytes(ending);
            return whole.toByteArray();
        }
    }
}
