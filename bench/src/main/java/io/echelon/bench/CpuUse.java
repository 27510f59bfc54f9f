package io.echelon.bench;

/// What server and driver have used of the processors.
record CpuUse(long serverNanos, long driverNanos) {
    static final CpuUse NONE = new CpuUse(0, 0);

    static CpuUse now(Target target) throws DriveException {
        return new CpuUse(
                CpuTime.of(target.pid()).nanos(),
                CpuTime.of(ProcessHandle.current().pid()).nanos());
    }

    CpuUse since(CpuUse earlier) {
        return new CpuUse(serverNanos - earlier.serverNanos, driverNanos - earlier.driverNanos);
    }
}
