package io.echelon.bench;

/// What server and driver have used of the processors.
record CpuUse(long serverNanos, long driverNanos) {
    private static final double NANOS_PER_MICRO = 1e3;

    static final CpuUse NONE = new CpuUse(0, 0);

    static CpuUse now(Target target) throws DriveException {
        return new CpuUse(
                CpuTime.of(target.pid()).nanos(),
                CpuTime.of(ProcessHandle.current().pid()).nanos());
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
