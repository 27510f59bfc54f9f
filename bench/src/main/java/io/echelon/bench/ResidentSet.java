package io.echelon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of a process that lies in RAM.
record ResidentSet(long kib) {
    private static final String KEY = "VmRSS:";

    /// @throws DriveException if there is no such process
    static ResidentSet of(long pid) throws DriveException {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException gone) {
            throw new DriveException("process " + pid + " cannot be looked at: " + gone.getMessage(), gone);
        }
    }

    /// @param status as in proc_pid_status(5)
    static ResidentSet parse(String status) throws DriveException {
        for (String line : status.lines().toList()) {
            if (line.startsWith(KEY)) {
                String[] words = line.substring(KEY.length()).strip().split(" ", -1);
                return new ResidentSet(Long.parseLong(words[0]));
            }
        }
        throw new DriveException("a process without " + KEY + " has ended");
    }
}
