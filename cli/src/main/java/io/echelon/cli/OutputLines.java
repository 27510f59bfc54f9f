package io.echelon.cli;

import io.echelon.client.MemberId;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/// What members put out, in parts that end anywhere, told in whole lines.
final class OutputLines {
    /// A longer line is told in parts.
    static final int MAX_LINE_BYTES = 4 << 10;

    private final Sink sink;
    private final Map<MemberId, ByteArrayOutputStream> begun = new HashMap<>();

    /// Where whole lines go, without their ends.
    interface Sink {
        void tell(MemberId member, byte[] line);
    }

    OutputLines(Sink sink) {
        this.sink = sink;
    }

    void add(MemberId member, byte[] octets) {
        ByteArrayOutputStream line = begun.computeIfAbsent(member, first -> new ByteArrayOutputStream());
        for (byte octet : octets) {
            if (octet != '\n') {
                line.write(octet);
            }
            if (octet == '\n' || line.size() >= MAX_LINE_BYTES) {
                sink.tell(member, line.toByteArray());
                line.reset();
            }
        }
    }

    /// No more comes of that member.
    void end(MemberId member) {
        ByteArrayOutputStream line = begun.remove(member);
        if (line != null && line.size() > 0) {
            sink.tell(member, line.toByteArray());
        }
    }
}
