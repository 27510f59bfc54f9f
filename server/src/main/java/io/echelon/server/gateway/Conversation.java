package io.echelon.server.gateway;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effect.MemberSeated;
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
import io.echelon.server.gateway.ReplyLine.Awaited;
import io.echelon.server.gateway.ReplyLine.Kind;
import org.jspecify.annotations.Nullable;

/// One connection's side of the protocol: whether a person or a program speaks, what each request
/// means to the core, and in which order the answers leave. Knows no rule of the core.
public final class Conversation {
    private final ConnectionId connection;
    private final Gateway gateway;
    private final Outlet outlet;
    private final Admission admission;
    private final Inputs inputs;
    private final ReplyLine replies;
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
        this.replies = new ReplyLine(outlet);
        this.admission = new Admission(gateway.options().autojoin());
        this.inputs = new Inputs(connection);
    }

    public boolean isPerson() {
        return !admission.isProgram();
    }

    /// Whether another frame may be received: the line of open requests is bounded, and so is what waits
    /// for its place in the order; a list, which may be long, is asked for by itself.
    public boolean hasRoom() {
        boolean isLineFull = replies.size() >= gateway.maxOpenRequests();
        boolean isBusy = isLineFull || replies.endsWithList() || outlet.isCongested();
        return hasEnded || !(isBusy || gateway.intake().holdsBack());
    }

    /// Says who the server is. Once.
    public void greet() {
        if (!isGreeted && !isClosed) {
            isGreeted = true;
            replies.say(gateway.localAnswers().greeting(form));
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
            close(Farewell.placeless(seconds));
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
            gateway.intake().offer(new Input.ConnectionLost(connection));
        }
    }

    /// Nothing more is taken into the order for now. Who waits for an answer may never get it, and is to
    /// ask elsewhere; others may stay.
    public void onIntakeClosed() {
        if (!isClosed && replies.awaitsEffect()) {
            refuseAwaited();
            close(Farewell.UNDECIDED);
        }
    }

    /// Means nothing to the state any more: it is let go without a word to the order.
    public void onRenounced() {
        if (!isClosed) {
            refuseAwaited();
            replies.say(gateway.localAnswers().farewell(form, Farewell.CUT_OFF));
            hasEnded = true;
            isClosed = true;
            outlet.close();
        }
    }

    /// Gives up the place, if there is one, and the connection.
    public void close(Farewell farewell) {
        if (!isClosed) {
            replies.say(gateway.localAnswers().farewell(form, farewell));
            close();
        }
    }

    /// There is no room for it.
    public void onRefused() {
        replies.say(gateway.localAnswers().refused(form, null, ErrorCode.TOO_MANY_CONNECTIONS));
        close(Farewell.TOO_MANY);
    }

    /// Carries the answer to the first open request out.
    public void answer(Effect.Reply reply) {
        if (isClosed) {
            return;
        }
        Awaited request = replies.takeAwaited();
        if (request.kind() != Kind.SILENT) {
            replies.say(gateway.answers().write(reply, form, request));
        }
        after(reply, request);
        replies.sendAnswered();
        closeIfDone();
        outlet.resume();
    }

    /// It has been given the place that it stood in line for.
    public void onSeated(MemberSeated seated) {
        replies.say(gateway.answers().welcome(seated.place(), form, waitingSession));
        waitingSession = null;
    }

    /// The place that this connection had is gone, or it observes or waits no longer.
    public void onPlaceLost() {
        isPlaced = false;
    }

    private void onRequest(Request request) {
        if (admission.onRequest(request)) {
            autojoin();
        }
        if (isClosed) {
            return; // It could not be seated.
        }
        switch (request) {
            case Request.Hello hello -> onHello(hello);
            case Request.Join join -> onJoin(join);
            case Request.Resume resume -> onResume(resume);
            case Request.Leave leave -> ask(leave.tag(), new Input.LeaveRequested(connection));
            case Request.Quit quit -> onQuit(quit);
            case Request.Yield yield -> ask(yield.tag(), new Input.YieldRequested(connection));
            case Request.Who who -> onWho(who);
            case Request.Me me -> ask(me.tag(), new Input.PlaceRequested(connection));
            case Request.Send send -> onSend(send);
            case Request.Cancel cancel -> ask(cancel.tag(), new Input.CancelRequested(connection, cancel.command()));
            case Request.Ack ack -> ask(ack.tag(), inputs.acknowledge(ack));
            case Request.Done done -> ask(done.tag(), inputs.done(done));
            case Request.Fail fail -> ask(fail.tag(), inputs.fail(fail));
            case Request.Refuse refuse -> ask(refuse.tag(), inputs.refuse(refuse));
            case Request.Out out -> ask(Awaited.unasked(out.tag()), inputs.output(out));
            case Request.Prog prog -> ask(Awaited.unasked(prog.tag()), inputs.progress(prog));
            case Request.Tally tally -> ask(tally.tag(), new Input.TallyRequested(connection, tally.command()));
            case Request.Results results -> ask(Awaited.list(results.tag()), inputs.results(results));
            case Request.Watch watch -> ask(watch.tag(), inputs.watch(watch.subject(), watch.command(), true));
            case Request.Unwatch unwatch ->
                ask(unwatch.tag(), inputs.watch(unwatch.subject(), unwatch.command(), false));
            case Request.Ping ping -> replies.answer(gateway.localAnswers().ping(form, ping));
            case Request.Pong pong -> {} // That it came is all there is to it.
            case Request.Help help -> replies.answer(gateway.localAnswers().help(form, help));
            case Request.Cluster cluster -> onCluster(cluster);
        }
    }

    private void use(LineForm newForm) {
        form = newForm;
        outlet.use(newForm);
    }

    private void autojoin() {
        askForRoom(Awaited.AUTOJOIN, inputs.autojoin(Gateway.MAIN_GROUP));
    }

    private void onHello(Request.Hello hello) {
        admission.onHello(hello);
        outlet.expectLife(hello.pingMillis());
        use(form.withBody(hello.countsBodies() ? BodyForm.COUNTED : BodyForm.TEXT));
        replies.answer(gateway.localAnswers().hello(form, hello));
    }

    private void onJoin(Request.Join join) {
        String name = admission.onJoin(join);
        if (join.observes()) {
            askForRoom(Awaited.request(join.tag()), new Input.ObservationRequested(connection, join.group()));
            return;
        }
        SessionSecret session = join.graceMillis() > 0 ? SessionSecret.draw() : null;
        askForRoom(Awaited.place(join.tag(), session), inputs.join(join, name, session, gateway.standardWindow()));
    }

    private void onResume(Request.Resume resume) {
        admission.onResume();
        SessionSecret next = SessionSecret.draw();
        ask(Awaited.place(resume.tag(), next), inputs.resume(resume, next));
    }

    /// Offered in any case: the place is to be given up, whenever that can be known.
    private void onQuit(Request.Quit quit) {
        hasEnded = true;
        offer(Awaited.request(quit.tag()), new Input.QuitRequested(connection));
        if (!gateway.intake().isOpen()) {
            onIntakeClosed();
        }
    }

    private void onWho(Request.Who who) {
        if (who.target() == null) {
            offerWho(who, null);
            return;
        }
        switch (Inputs.target(who.target())) {
            case Target.Understood understood -> offerWho(who, understood.target());
            case Target.Misunderstood misunderstood ->
                replies.answer(gateway.localAnswers().misunderstood(form, who.tag(), misunderstood));
        }
    }

    private void offerWho(Request.Who who, @Nullable Target target) {
        ask(Awaited.list(who.tag()), new Input.RosterRequested(connection, target));
    }

    private void onSend(Request.Send send) {
        switch (Inputs.target(send.target())) {
            case Target.Understood understood ->
                askForRoom(Awaited.request(send.tag()), inputs.submit(send, understood.target()));
            case Target.Misunderstood misunderstood ->
                replies.answer(gateway.localAnswers().misunderstood(form, send.tag(), misunderstood));
        }
    }

    private void onCluster(Request.Cluster request) {
        ReplyWriter refusal = gateway.clusterDesk().refusal(form, request, outlet.isNear());
        if (refusal != null) {
            replies.answer(refusal);
            return;
        }
        replies.add(Awaited.cluster(request.tag()));
        gateway.clusterDesk().ask(request, outcome -> outlet.run(() -> onOutcome(request, outcome)));
    }

    private void onOutcome(Request.Cluster request, ClusterDesk.Outcome outcome) {
        if (!isClosed) {
            replies.answerLast(gateway.clusterDesk().answer(form, request, outcome));
            closeIfDone();
            outlet.resume();
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
        replies.answer(gateway.localAnswers().malformed(form, malformed, farewell));
        closeIfDone();
    }

    /// Asks what others may need the room for more: it is refused while there is hardly any.
    private void askForRoom(Awaited request, Input input) {
        if (gateway.intake().isOpen() && gateway.intake().isFull()) {
            refuse(request, ErrorCode.RATE_LIMITED);
        } else {
            ask(request, input);
        }
    }

    private void ask(@Nullable String tag, Input input) {
        ask(Awaited.request(tag), input);
    }

    private void ask(Awaited request, Input input) {
        if (gateway.intake().isOpen()) {
            offer(request, input);
        } else {
            refuse(request, ErrorCode.NO_QUORUM);
        }
    }

    private void offer(Awaited request, Input input) {
        replies.add(request);
        gateway.intake().offer(input);
    }

    /// @param code of what passes by itself; a person who wanted to be seated has to come again
    private void refuse(Awaited request, ErrorCode code) {
        if (request.kind() != Kind.SILENT) {
            replies.answer(gateway.localAnswers().refused(form, request.tag(), code));
        }
        if (request.kind() == Kind.AUTOJOIN) {
            close(Farewell.notSeated(code));
        }
    }

    /// What an answer changes here.
    private void after(Effect.Reply reply, Awaited request) {
        if (reply instanceof QuitAccepted) {
            close(Farewell.GOODBYE);
        } else if (reply instanceof Rejected rejected
                && rejected.rejection() instanceof Rejection.GroupFull
                && isPerson()) {
            close(Farewell.GROUP_FULL);
        } else if (reply instanceof WaitingStarted) {
            waitingSession = request.session();
        }
        isPlaced |= Answers.isPlace(reply);
    }

    private void closeIfDone() {
        if (hasEnded && replies.isEmpty()) {
            close();
        }
    }

    private void refuseAwaited() {
        replies.answerAll(request -> gateway.localAnswers().refused(form, request.tag(), ErrorCode.NO_QUORUM));
    }

    private void close() {
        if (!isClosed) {
            onLost();
            outlet.close();
        }
    }
}
