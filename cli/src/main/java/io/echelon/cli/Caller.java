package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Membership;
import io.echelon.client.OfflineException;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.SendOptions;
import io.echelon.client.Submission;
import io.echelon.client.Tally;
import io.echelon.protocol.BodyForm;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Frame;
import io.echelon.protocol.Malformed;
import io.echelon.protocol.ProtocolLimits;
import io.echelon.protocol.Request;
import io.echelon.protocol.RequestParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One connection to a [MemberSocket]: requests come in, and each is answered before the next is looked at.
/// Who has said all it wants is told the rest of its commands; they go on in any case.
final class Caller {
    private static final int READ_BYTES = 16 << 10;
    private static final int MAX_BAD_FRAMES = 10;
    /// That the server may take to answer.
    private static final long MAX_ANSWER_SECONDS = 10;

    private final SocketChannel channel;
    private final Membership member;
    private final CallerQuestions questions;
    private final CallerOutput output;
    private final RequestParser parser = new RequestParser(ProtocolLimits.DEFAULTS);
    private volatile MemberLines lines = new MemberLines(false, BodyForm.TEXT);
    private int badFrames;
    private volatile boolean hasQuit;

    /// Guarded by this.
    private int openCommands;
    /// Whether it says nothing more. Guarded by this.
    private boolean isSilent;

    Caller(SocketChannel channel, Membership member, Watchers watchers) {
        this.channel = channel;
        this.member = member;
        this.output = new CallerOutput(channel);
        this.questions = new CallerQuestions(member, watchers, output, () -> lines, this::giveUp);
    }

    CallerOutput output() {
        return output;
    }

    /// Writes what it is told, until either side ends it, and then watches no more. For one thread.
    void writeAll() {
        output.writeAll();
        questions.unwatchAll();
    }

    synchronized boolean isSilent() {
        return isSilent;
    }

    /// Reads and answers until either side ends it. For one thread, which may have to wait for the server.
    void readAll() {
        try {
            ByteBuffer window = ByteBuffer.allocate(READ_BYTES);
            while (!hasQuit && channel.read(window.clear()) >= 0) {
                parser.feed(window.array(), 0, window.position());
                for (Frame frame = next(); frame != null; frame = next()) {
                    answer(frame);
                }
            }
            fallSilent();
        } catch (IOException gone) {
            output.cut();
        } catch (RuntimeException | Error bug) {
            output.cut();
            throw bug;
        }
    }

    /// Has it told that nothing more will come, and closes the connection.
    void dismiss(String why) {
        end(ErrorCode.SHUTTING_DOWN, "later", why);
    }

    private @Nullable Frame next() {
        Frame frame = hasQuit ? null : parser.next();
        if (parser.hasSeenCrLf() != lines.isCrLf()) {
            lines = new MemberLines(parser.hasSeenCrLf(), lines.form());
        }
        return frame;
    }

    private synchronized void fallSilent() {
        isSilent = true;
        if (openCommands == 0) {
            output.finish();
        }
    }

    private synchronized void countOpen(int change) {
        openCommands += change;
        if (isSilent && openCommands == 0) {
            output.finish();
        }
    }

    private void answer(Frame frame) {
        switch (frame) {
            case Request.Hello hello -> greet(hello);
            case Request.Send send -> send(send);
            case Request.Me me -> output.add(writer -> lines.place(writer, me.tag(), member.place()));
            case Request.Who who -> questions.who(who);
            case Request.Cancel cancel -> questions.cancel(cancel);
            case Request.Tally tally -> questions.tally(tally);
            case Request.Results results -> questions.results(results);
            case Request.Watch watch -> questions.watch(watch);
            case Request.Unwatch unwatch -> questions.unwatch(unwatch);
            case Request.Ping ping -> output.add(writer -> lines.pong(writer, ping.tag(), ping.word()));
            case Request.Help help -> output.add(writer -> lines.help(writer, help.tag(), help.topic()));
            case Request.Quit quit -> quit(quit);
            case Request.Join join -> decline(join);
            case Request.Resume resume -> decline(resume);
            case Request.Leave leave -> decline(leave);
            case Request.Yield yielded -> decline(yielded);
            case Request.Ack ack -> decline(ack);
            case Request.Done done -> decline(done);
            case Request.Cluster cluster -> decline(cluster);
            case Request.Fail fail -> decline(fail);
            case Request.Refuse refuse -> decline(refuse);
            case Request.Out out -> decline(out);
            case Request.Prog prog -> decline(prog);
            case Request.Pong pong -> decline(pong);
            case Malformed malformed -> complain(malformed);
        }
        badFrames = frame instanceof Malformed malformed && malformed.code() == ErrorCode.BAD_FRAME ? badFrames + 1 : 0;
        if (badFrames >= MAX_BAD_FRAMES) {
            end(ErrorCode.BAD_FRAME, "never", badFrames + " lines in a row were no frames");
        }
    }

    private void greet(Request.Hello hello) {
        lines = new MemberLines(lines.isCrLf(), hello.countsBodies() ? BodyForm.COUNTED : BodyForm.TEXT);
        output.add(writer -> lines.hello(writer, hello.tag()));
    }

    private void send(Request.Send send) {
        Sent sent = new Sent(send.tag());
        try {
            Submission submission = member.send(send.target(), send.body(), SendOptions.of(send), sent::onResult);
            CompletableFuture<Boolean> answered = submission.accepted().handle(sent::onAnswer);
            submission.closed().whenComplete(sent::onClosed);
            answered.get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (OfflineException away) {
            questions.refuse(send, away);
        } catch (IOException lost) {
            giveUp(lost);
        } catch (TimeoutException late) {
            giveUp(new IOException("the server does not answer", late));
        } catch (ExecutionException | InterruptedException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private void quit(Request.Quit quit) {
        output.add(writer -> lines.ok(writer, quit.tag()).end());
        end(null, "now", "goodbye");
    }

    private void decline(Request request) {
        questions.refuse(request, "the socket of a member has no " + request.verb() + "; HELP lists what it has");
    }

    private void complain(Malformed malformed) {
        output.add(writer -> writer.start(lines.isCrLf()).malformed(malformed));
        if (malformed.closes()) {
            end(malformed.code(), "never", "this cannot go on");
        }
    }

    private void giveUp(IOException cause) {
        dismiss(String.valueOf(cause.getMessage()));
    }

    /// @param code null when the caller asked for it
    private void end(@Nullable ErrorCode code, String again, String text) {
        hasQuit = true;
        output.add(writer -> lines.bye(writer, code, again, text));
        output.finish();
    }

    /// A command of this caller's. The caller is told its number before anything else, on whatever threads the
    /// news come.
    private final class Sent {
        private final @Nullable String tag;
        private final List<Result> early = new ArrayList<>();
        private boolean isAnswered;

        Sent(@Nullable String tag) {
            this.tag = tag;
        }

        synchronized boolean onAnswer(@Nullable Accepted word, @Nullable Throwable failure) {
            isAnswered = true;
            if (word != null) {
                countOpen(1);
                output.add(writer -> lines.accepted(writer, tag, word));
                early.forEach(this::tell);
                early.clear();
                return true;
            }
            Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
            if (cause instanceof RefusedException refused) {
                output.add(writer -> lines.refused(writer, tag, refused));
            } else {
                dismiss(cause == null ? "the server is gone" : String.valueOf(cause.getMessage()));
            }
            return false;
        }

        synchronized void onResult(Result result) {
            if (isAnswered) {
                tell(result);
            } else {
                early.add(result);
            }
        }

        private void tell(Result result) {
            output.add(writer -> lines.result(writer, result));
        }

        void onClosed(@Nullable Tally tally, @Nullable Throwable failure) {
            if (tally != null) {
                output.add(writer -> lines.closed(writer, tally));
                countOpen(-1);
            } else if (failure != null && !(failure.getCause() instanceof RefusedException)) {
                dismiss(String.valueOf(
                        failure.getCause() == null
                                ? failure.getMessage()
                                : failure.getCause().getMessage()));
            }
        }
    }
}
