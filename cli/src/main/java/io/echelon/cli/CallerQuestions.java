package io.echelon.cli;

import io.echelon.client.Cancellation;
import io.echelon.client.CommandListener;
import io.echelon.client.Membership;
import io.echelon.client.OfflineException;
import io.echelon.client.Outcome;
import io.echelon.client.Output;
import io.echelon.client.Progress;
import io.echelon.client.RefusedException;
import io.echelon.client.Roster;
import io.echelon.client.Tally;
import io.echelon.client.TargetState;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.ReplyWriter;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one [Caller] asks about members and commands, and what it is told of those that it watches. Each waits for
/// the server. For one thread, but for [#unwatchAll].
final class CallerQuestions {
    private static final String ONE_COMMAND = "the socket of a member tells of single commands only, as in WATCH 7";

    private final Membership member;
    private final Watchers watchers;
    private final CallerOutput output;
    private final Supplier<MemberLines> lines;
    private final Consumer<IOException> onLost;
    private final Map<Long, CommandListener> watched = new ConcurrentHashMap<>();

    /// @param lines how the caller wants them at that moment
    /// @param onLost told when the member has no server any more
    CallerQuestions(
            Membership member,
            Watchers watchers,
            CallerOutput output,
            Supplier<MemberLines> lines,
            Consumer<IOException> onLost) {
        this.member = member;
        this.watchers = watchers;
        this.output = output;
        this.lines = lines;
        this.onLost = onLost;
    }

    void who(Request.Who who) {
        if (who.target() == null) {
            ask(who, () -> {
                Roster roster = member.roster();
                return writer -> lines.get().roster(writer, who.tag(), roster);
            });
        } else {
            refuse(who, "WHO without a target lists the whole roster; a part of it the server only tells");
        }
    }

    void cancel(Request.Cancel cancel) {
        ask(cancel, () -> {
            Cancellation cancellation = member.cancel(cancel.command());
            return writer -> lines.get().calledBack(writer, cancel.tag(), cancellation);
        });
    }

    void tally(Request.Tally asked) {
        ask(asked, () -> {
            Tally tally = member.tally(asked.command());
            return writer -> lines.get().tally(writer, asked.tag(), tally);
        });
    }

    void results(Request.Results asked) {
        Outcome only =
                asked.state() == null ? null : Outcome.valueOf(asked.state().toUpperCase(Locale.ROOT));
        ask(asked, () -> {
            Tally tally = member.tally(asked.command());
            List<TargetState> targets = member.results(asked.command(), only);
            return writer -> lines.get().results(writer, asked.tag(), tally, targets);
        });
    }

    void watch(Request.Watch watch) {
        if (watch.subject() != Request.Subject.COMMAND) {
            refuse(watch, ONE_COMMAND);
            return;
        }
        CommandListener news = new News();
        ask(watch, () -> {
            synchronized (news) { // What it hears comes behind the answer.
                if (watched.putIfAbsent(watch.command(), news) == null) {
                    begin(watch.command(), news);
                }
                output.add(writer -> lines.get().ok(writer, watch.tag()).end());
                return null;
            }
        });
    }

    private void begin(long command, CommandListener news) throws IOException {
        try {
            watchers.add(command, news);
        } catch (IOException failure) {
            watched.remove(command);
            throw failure;
        }
    }

    void unwatch(Request.Unwatch unwatch) {
        if (unwatch.subject() != Request.Subject.COMMAND) {
            refuse(unwatch, ONE_COMMAND);
            return;
        }
        ask(unwatch, () -> {
            CommandListener news = watched.remove(unwatch.command());
            if (news != null) {
                watchers.remove(unwatch.command(), news);
            }
            return writer -> lines.get().ok(writer, unwatch.tag()).end();
        });
    }

    /// Watches no more, once nobody reads. Waits for the server.
    void unwatchAll() {
        watched.forEach((command, news) -> {
            try {
                watchers.remove(command, news);
            } catch (IOException gone) {
                // Then nothing comes any more.
            }
        });
    }

    /// What the member asks the server, and the answer in lines; null if that is out already.
    private interface Exchange {
        @Nullable
        Consumer<ReplyWriter> answer() throws IOException;
    }

    private void ask(Request request, Exchange exchange) {
        try {
            Consumer<ReplyWriter> answer = exchange.answer();
            if (answer != null) {
                output.add(answer);
            }
        } catch (RefusedException refused) {
            output.add(writer -> lines.get().refused(writer, request.tag(), refused));
        } catch (OfflineException away) {
            refuse(request, away);
        } catch (IOException lost) {
            onLost.accept(lost);
        }
    }

    /// It may be asked again once the member is back.
    void refuse(Request request, OfflineException away) {
        refuse(request, ErrorCode.NO_QUORUM, String.valueOf(away.getMessage()));
    }

    /// Here it is never answered otherwise.
    void refuse(Request request, String why) {
        refuse(request, ErrorCode.UNSUPPORTED, why);
    }

    private void refuse(Request request, ErrorCode code, String why) {
        output.add(writer -> lines.get().error(writer, request.tag(), code, why));
    }

    /// How a command gets on, told as it is heard.
    private final class News implements CommandListener {
        @Override
        public synchronized void onOutput(Output said) {
            output.add(writer -> lines.get().output(writer, said));
        }

        @Override
        public synchronized void onProgress(Progress progress) {
            output.add(writer -> lines.get().progress(writer, progress));
        }

        @Override
        public synchronized void onTally(Tally tally) {
            output.add(writer -> lines.get().moved(writer, tally));
            if (!tally.isOpen()) {
                watched.remove(tally.command());
            }
        }
    }
}
