package io.echelon.bench;

import org.HdrHistogram.Histogram;

/// What came of publishing for a while: from the first message until the last receiver had the last.
///
/// @param latencies of messages, in nanoseconds, until the last receiver had them
record Phase(long messages, long deliveries, long nanos, CpuUse cpu, Histogram latencies) {
    private static final double NANOS_PER_MICRO = 1e3;

    double seconds() {
        return nanos / Span.NANOS_PER_SECOND;
    }

    RawLine putLatencies(RawLine line) {
        return line.put("p50_us", latencies.getValueAtPercentile(50) / NANOS_PER_MICRO)
                .put("p99_us", latencies.getValueAtPercentile(99) / NANOS_PER_MICRO)
                .put("max_us", latencies.getMaxValue() / NANOS_PER_MICRO);
    }
}
