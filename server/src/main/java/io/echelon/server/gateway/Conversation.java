package io.echelon.server.gateway;

import io.echelon.core.Body;
import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.QuitAccepted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Input;
import io.echelon.core.Outcome;
import io.echelon.core.Profile;
import io.echelon.core.Rejection;
import io.echelon.core.Target;
import io.echelon.protocol.BodyForm;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Frame;
import io.echelon.protocol.Malformed;
import io.echelon.protocol.ReplyWriter;
import io.echelon.protocol.Request;
import io.echelon.server.Limit;
import io.echelon.server.gateway.Lines.Again;
import io.echelon.server.gateway.ReplyLine.Answered;
import io.echelon.server.gateway.ReplyLine.Awaited;
import io.echelon.server.gateway.ReplyLine.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection's side of the protocol: whether a person or a program speaks, what each request
/// means to the core, and in which order the answers leave. Knows no rule of the core.
public final class Conversation {
    private final ConnectionId connection;
    private final Gateway gateway;
    private final Outlet outlet;
    private final Admission admission;
    private final ReplyLine replies = new ReplyLine();
    private LineForm form = LineForm.TEXT_LF;
    private boolean isGreeted;
    /// Whether it is in a group, as a member or an observer.
    private boolean isPlaced;
    /// Whether nothing more is heard from it; what it asked before is still answered.
    private boolean hasEnded;
    /// Whether nothing more is said to it either.
    private boolean isClosed;
    private int badFrames;

    Conversation(ConnectionId connection, Gateway gateway, Outlet outlet) {
        this.connection = connection;
        this.gateway = gateway;
        this.outlet = outlet;
        this.admission = new Admission(gateway.options().autojoin());
    }

    public LineForm form() {
        return form;
    }

    public boolean isPerson() {
        return !admission.isProgram();
    }

    /// Whether another frame may be received: the line of open requests is bounded, and a roster,
    /// which is long, is asked for by itself.
    public boolean hasRoom() {
        boolean isLineFull = replies.size() >= gateway.maxOpenRequests();
        return hasEnded || !(isLineFull || replies.endsWithRoster() || outlet.isCongested());
    }

    /// Says who the server is. Once.
    public void greet() {
        if (!isGreeted && !isClosed) {
            isGreeted = true;
            ReplyWriter writer = gateway.writer();
            Lines.hello(writer, form, gateway.options(), gateway.epoch(), gateway.mainSize());
            outlet.write(writer.array(), writer.length());
        }
    }

    /// No word came for a while: a person, who is to see something.
    public void onSilence() {
        if (hasEnded) {
            return; // It has been answered all it will be; a place would never be given up again.
        }
        greet();
        if (admission.onSilence()) {
            autojoin();
        }
    }

    /// Bytes came, which need not be a whole frame.
    ///
    /// @param seenCrLf whether the client ends lines with CRLF
    public void onBytes(boolean seenCrLf) {
        admission.onBytes();
        if (seenCrLf) {
            form = form.withCrLf();
        }
    }

    /// It has been without a place for too long.
    public void onJoinDeadline() {
        if (!isPlaced) {
            long seconds = gateway.options().limit(Limit.JOIN_SECONDS);
            closeSaying(ErrorCode.NOT_A_MEMBER, Again.NOW, "no place was taken within " + seconds + " s");
        }
    }

    /// The next frame that arrived.
    public void receive(Frame frame) {
        if (hasEnded) {
            return;
        }
        switch (frame) {
            case Malformed malformed -> onMalformed(malformed);
            case Request request -> {
                badFrames = 0;
                greet();
                onRequest(request);
            }
        }
    }

    /// The client will send no more; it is answered what it has asked.
    public void onInputEnded() {
        hasEnded = true;
        closeIfDone();
    }

    /// The connection is gone.
    public void onLost() {
        if (!isClosed) {
            hasEnded = true;
            isClosed = true;
            gateway.sequencer().offer(new Input.ConnectionLost(connection));
        }
    }

    /// The connection does not read what it is sent.
    public void onCut() {
        closeSaying(ErrorCode.SLOW, Again.NOW, "you did not read what was sent to you");
    }

    public void onShutdown() {
        closeSaying(ErrorCode.SHUTTING_DOWN, Again.LATER, "the server is shutting down");
    }

    public void onBug() {
        closeSaying(ErrorCode.INTERNAL, Again.LATER, "the server has stopped because of a bug; it is in its log");
    }

    public void onRefused() {
        ReplyWriter writer = gateway.writer();
        writer.start(form.isCrLf()).error(null, ErrorCode.TOO_MANY_CONNECTIONS);
        writer.text("the server has as many connections as it may").end();
        outlet.write(writer.array(), writer.length());
        closeSaying(ErrorCode.TOO_MANY_CONNECTIONS, Again.LATER, "try again later");
    }

    /// Carries the answer to the first open request out.
    public void answer(Effect.Reply reply) {
        if (isClosed) {
            return;
        }
        Awaited request = replies.takeAwaited();
        ReplyWriter writer = gateway.writer();
        if (reply instanceof MemberJoined joined && request.kind() == Kind.AUTOJOIN) {
            Lines.welcome(writer, form, joined.place());
        } else {
            new Answers(form, request.tag(), gateway.maxRosterBytes()).write(reply, writer, gateway.listWriter());
        }
        outlet.write(writer.array(), writer.length());
        after(reply);
        sendAnswered();
        closeIfDone();
        outlet.resume();
    }

    /// The place that this connection had is gone, or it observes no longer.
    public void onPlaceLost() {
        isPlaced = false;
    }

    private void onRequest(Request request) {
        if (admission.onRequest(request)) {
            autojoin();
        }
        switch (request) {
            case Request.Hello hello -> onHello(hello);
            case Request.Join join -> onJoin(join);
            case Request.Leave leave -> offer(leave.tag(), new Input.LeaveRequested(connection));
            case Request.Quit quit -> onQuit(quit);
            case Request.Who who -> onWho(who);
            case Request.Me me -> offer(me.tag(), new Input.PlaceRequested(connection));
            case Request.Send send -> onSend(send);
            case Request.Ack ack -> report(ack.tag(), ack.command(), Outcome.RUNNING, null, new byte[0]);
            case Request.Done done -> report(done.tag(), done.command(), Outcome.DONE, done.code(), done.body());
            case Request.Fail fail -> report(fail.tag(), fail.command(), Outcome.FAILED, fail.code(), fail.body());
            case Request.Refuse refuse -> report(refuse.tag(), refuse.command(), Outcome.REFUSED, null, refuse.body());
            case Request.Tally tally -> offer(tally.tag(), new Input.TallyRequested(connection, tally.command()));
            case Request.Watch watch -> offer(watch.tag(), new Input.WatchRequested(connection, true));
            case Request.Unwatch unwatch -> offer(unwatch.tag(), new Input.WatchRequested(connection, false));
            case Request.Ping ping -> onPing(ping);
            case Request.Help help -> onHelp(help);
        }
    }

    private void autojoin() {
        replies.add(Awaited.AUTOJOIN);
        gateway.sequencer().offer(new Input.JoinRequested(connection, Gateway.MAIN_GROUP, Profile.NONE, true));
    }

    private void onHello(Request.Hello hello) {
        admission.onHello(hello);
        form = form.withBody(hello.countsBodies() ? BodyForm.COUNTED : BodyForm.TEXT);
        ReplyWriter writer = start(hello.tag());
        writer.pair("proto", 1).pair("server", gateway.options().version()).pair("epoch", gateway.epoch());
        answerNow(writer.end());
    }

    private void onJoin(Request.Join join) {
        String name = admission.onJoin(join);
        if (join.observes()) {
            offer(join.tag(), new Input.ObservationRequested(connection, join.group()));
            return;
        }
        Profile profile = new Profile(name, join.labels(), join.reportsResults());
        offer(join.tag(), new Input.JoinRequested(connection, join.group(), profile, false));
    }

    private void onQuit(Request.Quit quit) {
        hasEnded = true;
        offer(quit.tag(), new Input.QuitRequested(connection));
    }

    private void onWho(Request.Who who) {
        if (who.target() == null) {
            offerWho(who, null);
            return;
        }
        switch (Target.parse(who.target())) {
            case Target.Understood understood -> offerWho(who, understood.target());
            case Target.Misunderstood misunderstood -> answerNow(who.tag(), misunderstood);
        }
    }

    private void offerWho(Request.Who who, @Nullable Target target) {
        replies.add(Awaited.roster(who.tag()));
        gateway.sequencer().offer(new Input.RosterRequested(connection, target));
    }

    private void onSend(Request.Send send) {
        switch (Target.parse(send.target())) {
            case Target.Understood understood ->
                offer(
                        send.tag(),
                        new Input.CommandSubmitted(
                                connection,
                                understood.target(),
                                new Body(send.body()),
                                send.ttlMillis(),
                                send.limitMillis()));
            case Target.Misunderstood misunderstood -> answerNow(send.tag(), misunderstood);
        }
    }

    private void report(@Nullable String tag, long command, Outcome outcome, @Nullable Integer code, byte[] body) {
        offer(tag, new Input.OutcomeReported(connection, command, outcome, code, new Body(body)));
    }

    private void onPing(Request.Ping ping) {
        ReplyWriter writer = start(ping.tag()).word("PONG");
        if (ping.word() != null) {
            writer.value(ping.word());
        }
        answerNow(writer.end());
    }

    private void onHelp(Request.Help help) {
        List<String> page = gateway.help().page(help.topic());
        if (page == null) {
            ReplyWriter writer = gateway.writer();
            writer.start(form.isCrLf()).error(help.tag(), ErrorCode.BAD_ARGS);
            answerNow(writer.text("there is no help on that; HELP lists the verbs")
                    .end());
            return;
        }
        ReplyWriter list = gateway.listWriter();
        page.forEach(line -> Lines.plain(list, form, line));
        answerNow(start(help.tag()).list(list).end());
    }

    private void onMalformed(Malformed malformed) {
        boolean isForeign = malformed.closes() && malformed.code() == ErrorCode.BAD_FRAME;
        if (!isForeign) {
            greet();
        }
        badFrames = malformed.code() == ErrorCode.BAD_FRAME ? badFrames + 1 : 0;
        boolean isTooBad = badFrames >= gateway.maxBadFrames();
        ReplyWriter writer = gateway.writer();
        writer.start(form.isCrLf()).malformed(malformed);
        if (isTooBad) {
            Lines.bye(writer, form, malformed.code(), Again.NEVER, badFrames + " lines in a row were no frames");
        } else if (malformed.closes() && !isForeign) {
            Lines.bye(writer, form, malformed.code(), Again.NEVER, "this cannot go on");
        }
        hasEnded = isTooBad || malformed.closes();
        answerNow(writer);
        closeIfDone();
    }

    private void answerNow(@Nullable String tag, Target.Misunderstood misunderstood) {
        ReplyWriter writer = gateway.writer();
        writer.start(form.isCrLf()).error(tag, ErrorCode.BAD_ARGS).pair("arg", "target");
        writer.pair("at", misunderstood.position() + 1);
        answerNow(writer.text(misunderstood.problem()).end());
    }

    /// An answer that needs no effect still takes its turn.
    private void answerNow(ReplyWriter writer) {
        if (replies.isEmpty()) {
            outlet.write(writer.array(), writer.length());
        } else {
            replies.add(new Answered(Arrays.copyOf(writer.array(), writer.length())));
        }
    }

    private void sendAnswered() {
        for (byte[] lines = replies.takeAnswered(); lines != null; lines = replies.takeAnswered()) {
            outlet.write(lines, lines.length);
        }
    }

    private void offer(@Nullable String tag, Input input) {
        replies.add(Awaited.request(tag));
        gateway.sequencer().offer(input);
    }

    /// What an answer changes here.
    private void after(Effect.Reply reply) {
        if (reply instanceof MemberJoined || reply instanceof ObservationStarted) {
            isPlaced = true;
        } else if (reply instanceof QuitAccepted) {
            closeSaying(null, Again.NOW, "goodbye");
        } else if (reply instanceof Rejected rejected
                && rejected.rejection() instanceof Rejection.GroupFull
                && isPerson()) {
            closeSaying(ErrorCode.GROUP_FULL, Again.LATER, "try again when somebody has left");
        }
    }

    private ReplyWriter start(@Nullable String tag) {
        return gateway.writer().start(form.isCrLf()).ok(tag);
    }

    private void closeIfDone() {
        if (hasEnded && replies.isEmpty()) {
            close();
        }
    }

    private void closeSaying(@Nullable ErrorCode code, Again again, String text) {
        if (!isClosed) {
            ReplyWriter writer = gateway.writer();
            Lines.bye(writer, form, code, again, text);
            outlet.write(writer.array(), writer.length());
            close();
        }
    }

    /// Gives up the place, if there is one, and the connection.
    private void close() {
        if (!isClosed) {
            onLost();
            outlet.close();
        }
    }
}
