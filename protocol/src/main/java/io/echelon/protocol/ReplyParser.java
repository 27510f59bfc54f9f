package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// Finds the replies in the bytes of one connection, however they are chopped.
///
/// Lend it what was read with [#feed], then call [#next] until it returns null: from then on the window is yours again.
/// It keeps a partial line or body at most, in storage that is let go when nothing is left unread. What can be no reply
/// ends it: nothing is found behind that. For one thread at a time.
public final class ReplyParser {
    private static final int LEAST_BODY_BYTES = 0;
    private static final int EOL_BYTES = 2;

    private final int maxLineBytes;
    private final int maxBodyBytes;
    private final Unread unread = new Unread();

    private final ServerLine line = new ServerLine();
    private @Nullable PartialBody partialBody;
    private long skippedBodyBytes;
    private @Nullable String complaint;

    /// @param maxLineBytes up to its EOL, counted body apart, texts included
    /// @param maxBodyBytes of a counted body
    public ReplyParser(int maxLineBytes, int maxBodyBytes) {
        ProtocolLimits.require("maxLineBytes", maxLineBytes, ProtocolLimits.LEAST_LINE_BYTES);
        ProtocolLimits.require("maxBodyBytes", maxBodyBytes, LEAST_BODY_BYTES);
        this.maxLineBytes = maxLineBytes;
        this.maxBodyBytes = maxBodyBytes;
    }

    /// Lends `bytes[from..to)`, until [#next] has returned null or thrown.
    public void feed(byte[] bytes, int from, int to) {
        if (complaint == null) {
            unread.lend(bytes, from, to);
        }
    }

    /// The next reply, or null when it takes more bytes to tell. Events with a name that [EventName] does not have are
    /// passed over, and their bodies with them.
    ///
    /// @throws GarbledReplyException if what came is no reply or over a limit; from then on always
    public @Nullable Reply next() throws GarbledReplyException {
        if (complaint != null) {
            throw new GarbledReplyException(complaint);
        }
        try {
            return find();
        } catch (GarbledReplyException e) {
            complaint = e.getMessage();
            unread.clear();
            throw e;
        }
    }

    /// Bytes of storage that it holds; for tests of its bounds.
    int storedBytes() {
        return unread.capacity() + (partialBody == null ? 0 : partialBody.capacity());
    }

    private @Nullable Reply find() throws GarbledReplyException {
        Reply reply = null;
        while (reply == null && !unread.isEmpty()) {
            if (skippedBodyBytes > 0) {
                skipBody();
            } else if (partialBody != null) {
                reply = readBody(partialBody);
            } else {
                if (!findLine()) {
                    return null;
                }
                reply = readReply();
            }
        }
        return reply;
    }

    /// Reads the next line that is not blank, and returns whether it has come as a whole.
    private boolean findLine() throws GarbledReplyException {
        int end = unread.findLineEnd(maxLineBytes + EOL_BYTES);
        while (end != Unread.NOT_YET) {
            byte[] bytes = unread.bytes();
            int from = unread.from();
            int to = end < 0 ? unread.to() : Line.end(bytes, from, end);
            if (to - from > maxLineBytes) {
                throw new GarbledReplyException("a line of more than " + maxLineBytes + " bytes");
            }
            unread.consume(end + 1 - from);
            if (!Line.isBlank(bytes, from, to)) {
                line.read(bytes, from, to);
                return true;
            }
            end = unread.findLineEnd(maxLineBytes + EOL_BYTES);
        }
        return false;
    }

    private @Nullable Reply readReply() throws GarbledReplyException {
        long count = line.countedBytes();
        if (count == Line.NO_COUNT) {
            return line.reply(null);
        }
        if (!line.isKnown()) {
            skippedBodyBytes = count;
            return null;
        }
        if (count > maxBodyBytes) {
            throw new GarbledReplyException(
                    "a body of more than " + maxBodyBytes + " bytes; the line was: " + line.excerpt());
        }
        if (unread.to() - unread.from() < count) {
            partialBody = new PartialBody(line.copy(), (int) count);
            return null;
        }
        return line.reply(unread.take((int) count));
    }

    private @Nullable Reply readBody(PartialBody partial) throws GarbledReplyException {
        if (!partial.take(unread)) {
            return null;
        }
        partialBody = null;
        line.read(partial.line(), 0, partial.line().length);
        return line.reply(partial.body());
    }

    private void skipBody() {
        int count = (int) Math.min(skippedBodyBytes, unread.to() - unread.from());
        skippedBodyBytes -= count;
        unread.consume(count);
    }
}
