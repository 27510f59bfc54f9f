package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Outcome;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.EventName;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import io.echelon.protocol.VisibleText;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One command that is given through the socket of a member, from the caller's side.
final class MemberCall implements AutoCloseable {
    private static final int READ_BYTES = 64 << 10;
    private static final int MAX_LINE_BYTES = 64 << 10;
    private static final int MAX_BODY_BYTES = 64 << 20;
    /// For which the end of a command may be late, before the member is taken to be stuck.
    private static final long SLACK_MILLIS = 30_000;

    private final Path path;
    private final SocketChannel channel;
    private final ReplyParser parser = new ReplyParser(MAX_LINE_BYTES, MAX_BODY_BYTES);
    private final ByteBuffer window = ByteBuffer.allocate(READ_BYTES);
    private final CountDownLatch hasEnded = new CountDownLatch(1);
    private volatile boolean isLate;
    private String goodbye = "the member is gone";

    private MemberCall(Path path, SocketChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// @throws IOException if nobody listens there, with a message that says so
    static MemberCall connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new MemberCall(path, channel);
        } catch (IOException failure) {
            channel.close();
            throw new IOException("no member is at " + path + ": " + failure.getMessage(), failure);
        }
    }

    /// Gives a command and waits for its end, by its limit at the latest.
    ///
    /// @return the exit code
    /// @throws IOException if whoever listens there is no member
    int send(Request.Send send, SendReport report) throws IOException {
        Threads.start("deadline", () -> closeAfter(send.limitMillis() + SLACK_MILLIS));
        try {
            write(new RequestWriter()
                    .write(new Request.Hello(null, null, "java", null, true, 0))
                    .write(send));
            Reply greeting = next();
            Reply answer = greeting instanceof Reply.Ok ? next() : greeting;
            if (answer instanceof Reply.Refused refused) {
                return reject(new RefusedException(refused), report);
            }
            if (answer instanceof Reply.Ok ok) {
                return follow(Accepted.read(ok.fields()), report);
            }
            report.onLost(goodbye);
            return ExitCode.UNKNOWN;
        } catch (GarbledReplyException garbled) {
            throw new IOException(path + " is not the socket of a member: " + garbled.getMessage(), garbled);
        }
    }

    @Override
    public void close() throws IOException {
        hasEnded.countDown();
        channel.close();
    }

    private int follow(Accepted word, SendReport report) throws GarbledReplyException {
        report.onAccepted(word);
        for (Reply reply = next(); reply != null; reply = next()) {
            if (!(reply instanceof Reply.Event event)) {
                throw new GarbledReplyException("a reply that nobody asked for");
            }
            if (event.event() == EventName.RESULT) {
                report.onResult(Result.read(event));
            } else if (event.event() == EventName.CLOSED) {
                Tally tally = Tally.readClosed(event.fields());
                report.onClosed(tally);
                return exitCode(tally);
            }
        }
        report.onLost(goodbye);
        return ExitCode.UNKNOWN;
    }

    private static int reject(RefusedException refused, SendReport report) {
        report.onRejected(refused);
        boolean isNobody =
                refused.code() == ErrorCode.NOBODY_BELOW.number() || refused.code() == ErrorCode.NO_MATCH.number();
        return isNobody ? ExitCode.NOBODY : ExitCode.REJECTED;
    }

    /// What is not known is worse than what has failed: it may have run or not.
    static int exitCode(Tally tally) {
        int failed = tally.count(Outcome.FAILED) + tally.count(Outcome.REFUSED);
        int done = tally.count(Outcome.DONE) + tally.count(Outcome.DELIVERED);
        if (done + failed < tally.total()) {
            return ExitCode.UNKNOWN;
        }
        return failed > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void write(RequestWriter requests) {
        ByteBuffer bytes = ByteBuffer.wrap(requests.array(), 0, requests.length());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException gone) {
            // The member may have said why; what it said is read next.
        }
    }

    /// The next reply, or null if there will be none; a goodbye is kept and passed over.
    private @Nullable Reply next() throws GarbledReplyException {
        Reply reply = parser.next();
        while (reply == null || isGoodbye(reply)) {
            if (reply == null && !read()) {
                return null;
            }
            reply = parser.next();
        }
        return reply;
    }

    private boolean isGoodbye(Reply reply) {
        if (!(reply instanceof Reply.Event event) || event.event() != EventName.BYE) {
            return false;
        }
        byte[] text = event.body();
        goodbye = text == null ? goodbye : "the member is gone: " + VisibleText.escape(text);
        return true;
    }

    /// @return whether anything came
    private boolean read() {
        try {
            int count = channel.read(window.clear());
            parser.feed(window.array(), 0, Math.max(0, count));
            return count >= 0;
        } catch (IOException gone) {
            goodbye = isLate ? "the member does not answer" : goodbye;
            return false;
        }
    }

    private void closeAfter(long millis) {
        try {
            if (!hasEnded.await(millis, TimeUnit.MILLISECONDS)) {
                isLate = true;
                channel.close();
            }
        } catch (IOException | InterruptedException ended) {
            // Either way nobody waits any more.
        }
    }
}
