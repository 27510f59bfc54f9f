package io.echelon.server.gateway;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.Effect.PlaceYielded;
import io.echelon.core.Effect.QuitAccepted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.WaitingStarted;
import io.echelon.core.Input;
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
import org.jspecify.annotations.Nullable;

/// One connection's side of the protocol: whether a person or a program speaks, what each request
/// means to the core, and in which order the answers leave. Knows no rule of the core.
public final class Conversation {
    private final ConnectionId connection;
    private final Gateway gateway;
    private final Outlet outlet;
    private final Admission admission;
    private final Inputs inputs;
    private final ReplyLine replies = new ReplyLine();
    /// What it comes back with once it is seated, if it stands in line and may.
    private @Nullable SessionSecret waitingSession;
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
        this.inputs = new Inputs(connection);
    }

    public boolean isPerson() {
        return !admission.isProgram();
    }

    /// Whether another frame may be received: the line of open requests is bounded, and a list,
    /// which may be long, is asked for by itself.
    public boolean hasRoom() {
        boolean isLineFull = replies.size() >= gateway.maxOpenRequests();
        return hasEnded || !(isLineFull || replies.endsWithList() || outlet.isCongested());
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
            use(form.withCrLf());
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
        if (reply instanceof MemberJoined joined && request.kind() == Kind.AUTOJOIN) {
            ReplyWriter writer = gateway.writer();
            Lines.welcome(writer, form, joined.place(), null, 0);
            outlet.write(writer.array(), writer.length());
        } else if (request.kind() != Kind.SILENT) {
            ReplyWriter writer = gateway.answers().write(reply, form, request);
            outlet.write(writer.array(), writer.length());
        }
        after(reply, request);
        sendAnswered();
        closeIfDone();
        outlet.resume();
    }

    /// It has been given the place that it stood in line for.
    public void onSeated(MemberSeated seated) {
        ReplyWriter writer = gateway.writer();
        Lines.welcome(writer, form, seated.place(), waitingSession, gateway.ageMillis());
        outlet.write(writer.array(), writer.length());
        waitingSession = null;
    }

    /// Its place was taken up on another connection.
    public void onFenced() {
        closeSaying(ErrorCode.FENCED, Again.NEVER, "your place was taken up on another connection");
    }

    /// It has given no sign of life for too long.
    public void onQuiet() {
        closeSaying(null, Again.NOW, "no sign of life came");
    }

    /// The place that this connection had is gone, or it observes or waits no longer.
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
            case Request.Resume resume -> onResume(resume);
            case Request.Leave leave -> offer(leave.tag(), new Input.LeaveRequested(connection));
            case Request.Quit quit -> onQuit(quit);
            case Request.Yield yield -> offer(yield.tag(), new Input.YieldRequested(connection));
            case Request.Who who -> onWho(who);
            case Request.Me me -> offer(me.tag(), new Input.PlaceRequested(connection));
            case Request.Send send -> onSend(send);
            case Request.Cancel cancel -> offer(cancel.tag(), new Input.CancelRequested(connection, cancel.command()));
            case Request.Ack ack -> offer(ack.tag(), inputs.acknowledge(ack));
            case Request.Done done -> offer(done.tag(), inputs.done(done));
            case Request.Fail fail -> offer(fail.tag(), inputs.fail(fail));
            case Request.Refuse refuse -> offer(refuse.tag(), inputs.refuse(refuse));
            case Request.Out out -> offerUnasked(out.tag(), inputs.output(out));
            case Request.Prog prog -> offerUnasked(prog.tag(), inputs.progress(prog));
            case Request.Tally tally -> offer(tally.tag(), new Input.TallyRequested(connection, tally.command()));
            case Request.Results results -> offerList(results.tag(), inputs.results(results));
            case Request.Watch watch -> offer(watch.tag(), inputs.watch(watch.subject(), watch.command(), true));
            case Request.Unwatch unwatch ->
                offer(unwatch.tag(), inputs.watch(unwatch.subject(), unwatch.command(), false));
            case Request.Ping ping -> answerNow(gateway.localAnswers().ping(form, ping));
            case Request.Pong pong -> {} // That it came is all there is to it.
            case Request.Help help -> answerNow(gateway.localAnswers().help(form, help));
        }
    }

    private void use(LineForm newForm) {
        form = newForm;
        outlet.use(newForm);
    }

    private void autojoin() {
        replies.add(Awaited.AUTOJOIN);
        gateway.sequencer().offer(inputs.autojoin(Gateway.MAIN_GROUP));
    }

    private void onHello(Request.Hello hello) {
        admission.onHello(hello);
        outlet.expectLife(hello.pingMillis());
        use(form.withBody(hello.countsBodies() ? BodyForm.COUNTED : BodyForm.TEXT));
        answerNow(gateway.localAnswers().hello(form, hello));
    }

    private void onJoin(Request.Join join) {
        String name = admission.onJoin(join);
        if (join.observes()) {
            offer(join.tag(), new Input.ObservationRequested(connection, join.group()));
            return;
        }
        SessionSecret session = join.graceMillis() > 0 ? SessionSecret.draw() : null;
        replies.add(Awaited.place(join.tag(), session));
        gateway.sequencer().offer(inputs.join(join, name, session, gateway.standardWindow()));
    }

    private void onResume(Request.Resume resume) {
        admission.onResume();
        SessionSecret next = SessionSecret.draw();
        replies.add(Awaited.place(resume.tag(), next));
        gateway.sequencer().offer(inputs.resume(resume, next));
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
        switch (Inputs.target(who.target())) {
            case Target.Understood understood -> offerWho(who, understood.target());
            case Target.Misunderstood misunderstood ->
                answerNow(gateway.localAnswers().misunderstood(form, who.tag(), misunderstood));
        }
    }

    private void offerWho(Request.Who who, @Nullable Target target) {
        offerList(who.tag(), new Input.RosterRequested(connection, target));
    }

    private void offerList(@Nullable String tag, Input input) {
        replies.add(Awaited.list(tag));
        gateway.sequencer().offer(input);
    }

    /// What is answered only to who wants an answer.
    private void offerUnasked(@Nullable String tag, Input input) {
        replies.add(tag == null ? Awaited.SILENT : Awaited.request(tag));
        gateway.sequencer().offer(input);
    }

    private void onSend(Request.Send send) {
        switch (Inputs.target(send.target())) {
            case Target.Understood understood -> offer(send.tag(), inputs.submit(send, understood.target()));
            case Target.Misunderstood misunderstood ->
                answerNow(gateway.localAnswers().misunderstood(form, send.tag(), misunderstood));
        }
    }

    private void onMalformed(Malformed malformed) {
        boolean isForeign = malformed.closes() && malformed.code() == ErrorCode.BAD_FRAME;
        if (!isForeign) {
            greet();
        }
        badFrames = malformed.code() == ErrorCode.BAD_FRAME ? badFrames + 1 : 0;
        boolean isTooBad = badFrames >= gateway.maxBadFrames();
        String farewell = null;
        if (isTooBad) {
            farewell = badFrames + " lines in a row were no frames";
        } else if (malformed.closes() && !isForeign) {
            farewell = "this cannot go on";
        }
        hasEnded = isTooBad || malformed.closes();
        answerNow(gateway.localAnswers().malformed(form, malformed, farewell));
        closeIfDone();
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
    private void after(Effect.Reply reply, Awaited request) {
        if (reply instanceof QuitAccepted) {
            closeSaying(null, Again.NOW, "goodbye");
        } else if (reply instanceof Rejected rejected
                && rejected.rejection() instanceof Rejection.GroupFull
                && isPerson()) {
            closeSaying(ErrorCode.GROUP_FULL, Again.LATER, "try again when somebody has left");
        } else if (reply instanceof WaitingStarted) {
            waitingSession = request.session();
        }
        isPlaced |= reply instanceof MemberJoined
                || reply instanceof PlaceResumed
                || reply instanceof PlaceYielded
                || reply instanceof WaitingStarted
                || reply instanceof ObservationStarted;
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
