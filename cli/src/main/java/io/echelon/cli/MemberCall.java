package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Cancellation;
import io.echelon.client.MemberId;
import io.echelon.client.Outcome;
import io.echelon.client.Output;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.EventName;
import io.echelon.protocol.Fields;
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
import java.time.Duration;
import java.util.Objects;
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
    /// The tag of CANCEL.
    private static final String CALL_BACK = "cancel";
    private static final byte[] NO_BODY = {};

    private final Path path;
    private final SocketChannel channel;
    private final ReplyParser parser = new ReplyParser(MAX_LINE_BYTES, MAX_BODY_BYTES);
    private final ByteBuffer window = ByteBuffer.allocate(READ_BYTES);
    private final CountDownLatch hasEnded = new CountDownLatch(1);
    private final CountDownLatch isCalledBack = new CountDownLatch(1);
    private volatile boolean isLate;
    /// Its number once it was accepted, else 0.
    private volatile long command;
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

    /// Calls the command back, and waits until what came of that was told. Any thread may call.
    ///
    /// @return false if it was not accepted yet, or there is no answer in time
    boolean callBack(Duration patience) {
        if (command == 0) {
            return false;
        }
        write(new RequestWriter().write(new Request.Cancel(CALL_BACK, command)));
        try {
            return isCalledBack.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        hasEnded.countDown();
        channel.close();
    }

    private int follow(Accepted word, SendReport report) throws GarbledReplyException {
        report.onAccepted(word);
        command = word.command();
        if (report.isWatching()) {
            write(new RequestWriter().write(new Request.Watch(null, Request.Subject.COMMAND, word.command())));
        }
        for (Reply reply = next(); reply != null; reply = next()) {
            if (!(reply instanceof Reply.Event event)) {
                onAnswer(reply, report);
            } else if (event.event() == EventName.CLOSED) {
                Tally tally = Tally.readClosed(event.fields());
                report.onClosed(tally);
                return exitCode(tally);
            } else {
                onEvent(event, report);
            }
        }
        report.onLost(goodbye);
        return ExitCode.UNKNOWN;
    }

    /// To what was asked meanwhile. A refusal means that the command has closed, which is told next.
    private void onAnswer(Reply reply, SendReport report) throws GarbledReplyException {
        if (reply instanceof Reply.Ok ok && CALL_BACK.equals(ok.tag())) {
            int dropped = (int) ok.fields().number("dropped");
            int asked = (int) ok.fields().number("asked");
            report.onCalledBack(command, new Cancellation(dropped, asked));
            isCalledBack.countDown();
        }
    }

    private static void onEvent(Reply.Event event, SendReport report) throws GarbledReplyException {
        Fields fields = event.fields();
        switch (event.event()) {
            case RESULT -> report.onResult(Result.read(event));
            case TALLY -> report.onTally(Tally.readClosed(fields)); // It is written the same way.
            case OUT ->
                report.onOutput(new Output(
                        fields.number(0),
                        new MemberId(fields.member(1)),
                        (int) fields.number("rank"),
                        (int) fields.number("stream"),
                        Objects.requireNonNullElse(event.body(), NO_BODY)));
            default -> {
                // Nobody has asked to hear of it.
            }
        }
    }

    private static int reject(RefusedException refused, SendReport report) {
        report.onRejected(refused);
        if (refused.code() == ErrorCode.NO_QUORUM.number()) {
            return ExitCode.CANNOT_CONNECT;
        }
        boolean isNobody =
                refused.code() == ErrorCode.NOBODY_BELOW.number() || refused.code() == ErrorCode.NO_MATCH.number();
        return isNobody ? ExitCode.NOBODY : ExitCode.REJECTED;
    }

    /// What is not known is worse than what has failed: it may have run or not. What certainly was not executed
    /// has failed.
    static int exitCode(Tally tally) {
        int failed = tally.count(Outcome.FAILED)
                + tally.count(Outcome.REFUSED)
                + tally.count(Outcome.CANCELLED)
                + tally.count(Outcome.EXPIRED)
                + tally.count(Outcome.UNDELIVERED);
        int done = tally.count(Outcome.DONE) + tally.count(Outcome.DELIVERED);
        if (done + failed < tally.total()) {
            return ExitCode.UNKNOWN;
        }
        return failed > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private synchronized void write(RequestWriter requests) {
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
