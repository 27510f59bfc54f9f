package io.echelon.bench;

import java.util.List;

/// What server and driver have used of the processors.
record CpuUse(long serverNanos, long driverNanos) {
    private static final double NANOS_PER_MICRO = 1e3;

    static final CpuUse NONE = new CpuUse(0, 0);

    static CpuUse now(Target target) throws DriveException {
        return now(List.of(target.pid()));
    }

    /// @param servers the processes of a server that has several
    static CpuUse now(List<Long> servers) throws DriveException {
        long serverNanos = 0;
        for (long pid : servers) {
            serverNanos += CpuTime.of(pid).nanos();
        }
        return new CpuUse(serverNanos, CpuTime.of(ProcessHandle.current().pid()).nanos());
    }

    CpuUse since(CpuUse earlier) {
        return new CpuUse(serverNanos - earlier.serverNanos, driverNanos - earlier.driverNanos);
    }

    /// @param one what there were `count` of
    RawLine putOn(RawLine line, String one, long count) {
        return line.put("server_cpu_us_per_" + one, serverNanos / NANOS_PER_MICRO / count)
                .put("driver_cpu_us_per_" + one, driverNanos / NANOS_PER_MICRO / count);
    }
}
