package io.echelon.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the frames in the bytes of one connection, however they are chopped.
///
/// Lend it what was read with [#feed], then call [#next] until it returns null: from then on the window is yours again.
/// It keeps a partial line or body at most, in storage that is let go when nothing is left unread. After a frame that
/// closes, the rest is ignored. For one thread at a time.
public final class RequestParser {
    private static final byte[] NO_BODY = {};
    private static final int EOL_BYTES = 2;

    private final ProtocolLimits limits;
    private final RequestReader reader;
    private final Unread unread = new Unread();

    private boolean isFirstLine = true;
    private boolean isForeign;
    private boolean isClosed;
    private boolean hasSeenCrLf;

    private @Nullable SkippedLine skippedLine;
    private long skippedBodyBytes;
    private @Nullable PartialBody partialBody;

    public RequestParser(ProtocolLimits limits) {
        this(new RequestReader(limits));
    }

    /// @param reader which other parsers of the same thread may use as well
    public RequestParser(RequestReader reader) {
        this.limits = reader.limits();
        this.reader = reader;
    }

    /// Lends `bytes[from..to)`, until [#next] has returned null or [#hold] was called.
    public void feed(byte[] bytes, int from, int to) {
        if (!isClosed) {
            unread.lend(bytes, from, to);
        }
    }

    /// The next frame, or null when it takes more bytes to tell.
    public @Nullable Frame next() {
        Frame frame = null;
        while (frame == null && !isClosed && !unread.isEmpty()) {
            if (skippedLine != null) {
                frame = skipLine(skippedLine);
            } else if (skippedBodyBytes > 0) {
                skipBody();
            } else if (partialBody != null) {
                frame = readBody(partialBody);
            } else {
                int before = unread.count();
                frame = readLine();
                if (frame == null && unread.count() == before && skippedLine == null && partialBody == null) {
                    return null;
                }
            }
        }
        if (frame instanceof Malformed malformed && malformed.closes()) {
            close();
        }
        return frame;
    }

    /// Copies what is unread without looking at it, so that the window may be used again. [#next] goes on from there.
    public void hold() {
        unread.keep();
    }

    /// Whether bytes have come that belong to a frame which [#next] has not returned.
    public boolean isMidFrame() {
        return !unread.isEmpty() || skippedLine != null || skippedBodyBytes > 0 || partialBody != null;
    }

    /// Whether a line ended in CRLF; answers then do so too.
    public boolean hasSeenCrLf() {
        return hasSeenCrLf;
    }

    /// Whether a greeting should wait: the first line, not complete yet, could become an HTTP request line; or this is
    /// TLS or HTTP for certain, also after the answer to it was returned. False while nothing has come.
    public boolean mayStillBeForeign() {
        if (isForeign) {
            return true;
        }
        if (!isFirstLine || unread.isEmpty()) {
            return false;
        }
        byte[] bytes = unread.bytes();
        return Foreign.isTls(bytes[unread.from()]) || Foreign.mayBecomeHttp(bytes, unread.from(), unread.to());
    }

    /// Bytes of storage that it holds; for tests of its bounds.
    int storedBytes() {
        return unread.capacity() + (partialBody == null ? 0 : partialBody.capacity());
    }

    private void close() {
        isClosed = true;
        unread.clear();
        skippedLine = null;
        skippedBodyBytes = 0;
        partialBody = null;
    }

    private @Nullable Frame readLine() {
        if (isFirstLine && Foreign.isTls(unread.bytes()[unread.from()])) {
            isForeign = true;
            return Foreign.tls();
        }
        int end = unread.findLineEnd(limits.maxLineBytes() + EOL_BYTES);
        if (end == Unread.NOT_YET) {
            return null;
        }
        byte[] bytes = unread.bytes();
        int from = unread.from();
        int to = end < 0 ? unread.to() : Line.end(bytes, from, end);
        hasSeenCrLf |= to < end;
        if (isFirstLine && isHttp(bytes, from, to, end == Unread.TOO_FAR)) {
            isForeign = true;
            return Foreign.http();
        }
        isFirstLine = false;
        if (to - from > limits.maxLineBytes()) {
            skippedLine = new SkippedLine(bytes, from, from + limits.maxLineBytes(), reader);
            return null;
        }
        unread.consume(end + 1 - from);
        return Line.isBlank(bytes, from, to) ? null : readFrame(reader.line(bytes, from, to));
    }

    private static boolean isHttp(byte[] bytes, int from, int to, boolean isTooLong) {
        return isTooLong ? Foreign.beginsWithMethod(bytes, from, to) : Foreign.isHttp(bytes, from, to);
    }

    private @Nullable Frame readFrame(RequestLine line) {
        long count = line.countedBytes();
        Malformed refusal = line.failure();
        if (refusal != null) {
            skippedBodyBytes = Math.max(0, count);
            return refusal;
        }
        if (count <= 0) {
            return reader.read(line.hasText() ? line.text() : NO_BODY);
        }
        if (unread.to() - unread.from() < count) {
            partialBody = new PartialBody(line.copy(), (int) count);
            return null;
        }
        byte[] body = unread.take((int) count);
        unread.passLineFeed(); // It would be an empty line.
        return reader.read(body);
    }

    private @Nullable Frame readBody(PartialBody partial) {
        if (!partial.take(unread)) {
            return null;
        }
        partialBody = null;
        reader.line(partial.line(), 0, partial.line().length);
        return reader.read(partial.body());
    }

    private void skipBody() {
        int count = (int) Math.min(skippedBodyBytes, unread.to() - unread.from());
        skippedBodyBytes -= count;
        unread.consume(count);
    }

    private @Nullable Frame skipLine(SkippedLine skipped) {
        byte[] bytes = unread.bytes();
        int from = unread.from();
        int end = Runs.lineFeed(bytes, from, unread.to());
        boolean isComplete = end < unread.to();
        skipped.append(bytes, from, end);
        if (skipped.count() > limits.maxSkippedLineBytes()) {
            return tooLong(skipped, true);
        }
        unread.consume(end - from + (isComplete ? 1 : 0));
        if (!isComplete) {
            return null;
        }
        hasSeenCrLf |= skipped.endsInCr();
        skippedLine = null;
        skippedBodyBytes = skipped.announcedBytes();
        return tooLong(skipped, false);
    }

    private Malformed tooLong(SkippedLine skipped, boolean closes) {
        String text = "a line has at most " + limits.maxLineBytes() + " bytes; this one was skipped";
        return new Malformed(skipped.tag(), ErrorCode.LINE_TOO_LONG, List.of(), text, closes);
    }
}
