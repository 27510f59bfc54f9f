package io.echelon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process has used of the processors so far.
///
/// @param nanos of user and system time, told in steps of a hundredth of a second
record CpuTime(long nanos) {
    /// Linux tells user space hundredths, whatever its own clock.
    private static final long NANOS_PER_TICK = 10_000_000;

    /// Behind the name: state, parent and nine more come before user and system time.
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /// @throws DriveException if there is no such process
    static CpuTime of(long pid) throws DriveException {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException gone) {
            throw new DriveException("process " + pid + " cannot be looked at: " + gone.getMessage(), gone);
        }
    }

    /// @param stat as in proc_pid_stat(5); the name of the process, in parentheses, may have anything in it
    static CpuTime parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new CpuTime((Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * NANOS_PER_TICK);
    }
}
