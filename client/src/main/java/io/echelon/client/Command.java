package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// What a senior asks this member to execute. Any thread may call.
public final class Command {
    /// A longer output is sent in parts.
    private static final int MOST_OUTPUT_BYTES = 16 << 10;

    private static final int MOST_PROGRESS_CHARS = 256;
    private static final int WHOLE_PERCENT = 100;
    private static final byte[] NO_BODY = {};

    private final long number;
    private final MemberId sender;
    private final int senderRank;
    private final Duration ttl;
    private final byte[] body;
    private final Feedback feedback;
    private volatile boolean isCancelled;

    /// One that nobody has sent, to try a handler with: what it puts out goes nowhere.
    ///
    /// @param number in the group, from 1 on
    public Command(long number, MemberId sender, int senderRank, Duration ttl, byte[] body) {
        this(number, sender, senderRank, ttl, body, Feedback.NONE);
    }

    private Command(long number, MemberId sender, int senderRank, Duration ttl, byte[] body, Feedback feedback) {
        this.number = number;
        this.sender = sender;
        this.senderRank = senderRank;
        this.ttl = ttl;
        this.body = body;
        this.feedback = feedback;
    }

    static Command read(Reply.Event event, Feedback feedback) throws GarbledReplyException {
        Fields fields = event.fields();
        byte[] body = event.body();
        return new Command(
                fields.number(0),
                new MemberId(fields.member("from")),
                (int) fields.number("rank"),
                Duration.ofMillis(fields.millis("ttl")),
                body == null ? NO_BODY : body,
                feedback);
    }

    /// Its number in the group, from 1 on.
    public long number() {
        return number;
    }

    /// Who sent it: the server's word, not the sender's own.
    public MemberId sender() {
        return sender;
    }

    /// The sender's rank when the command was sequenced.
    public int senderRank() {
        return senderRank;
    }

    /// How long the sender let it wait before it is sent.
    public Duration ttl() {
        return ttl;
    }

    /// Octets, as they were sent; not to be changed.
    public byte[] body() {
        return body;
    }

    /// The body as UTF-8. Nothing in it is escaped: what goes to a terminal is to be escaped first, as
    /// [io.echelon.protocol.VisibleText] does.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// Whether it was called back while it ran, which has interrupted its handler.
    public boolean isCancelled() {
        return isCancelled;
    }

    /// Tells who watches the command what it puts out. Never waits, and nobody answers: where
    /// [ClientOptions#MAX_UNWRITTEN_BYTES] wait to be written, or there is no connection at the moment, it
    /// is dropped.
    ///
    /// @param stream 1 is the standard output, 2 the standard error
    /// @param octets whatever it is, of any length
    /// @return whether none of it was dropped here
    /// @throws IllegalArgumentException if there is no such stream
    public boolean output(int stream, byte[] octets) {
        if (stream != 1 && stream != 2) {
            throw new IllegalArgumentException("a stream is 1 or 2, not " + stream);
        }
        boolean isWhole = true;
        for (int from = 0; from < octets.length; from += MOST_OUTPUT_BYTES) {
            byte[] part = Arrays.copyOfRange(octets, from, Math.min(octets.length, from + MOST_OUTPUT_BYTES));
            isWhole &= feedback.offer(new Request.Out(null, number, stream, part));
        }
        return isWhole;
    }

    /// Tells who watches the command how much of it is done, otherwise as [#output].
    ///
    /// @param percent 0 to 100
    /// @param text what it is at, "" for nothing; cut off behind 256 characters
    /// @throws IllegalArgumentException if that is no percentage
    public boolean progress(int percent, String text) {
        if (percent < 0 || percent > WHOLE_PERCENT) {
            throw new IllegalArgumentException("a percentage is from 0 to 100, not " + percent);
        }
        String most = text.substring(0, Math.min(text.length(), MOST_PROGRESS_CHARS));
        return feedback.offer(new Request.Prog(null, number, percent, most.getBytes(StandardCharsets.UTF_8)));
    }

    void cancel() {
        isCancelled = true;
    }

    /// Number and sender, for logs.
    @Override
    public String toString() {
        return "Command[" + number + " from " + sender + "]";
    }
}
