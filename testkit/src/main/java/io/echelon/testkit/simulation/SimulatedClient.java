package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import io.echelon.protocol.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program: takes a place, sends, executes, breaks off and comes back at any node; and holds whatever it is
/// told against what it was told before and against the truth.
final class SimulatedClient implements Wire.Client {
    private static final int MAX_ASKED = 6;

    private final String name;
    private final Cluster cluster;
    private final Chance chance;
    private final Truth truth;
    private final Facts facts;
    private final Orders orders;
    private final Deque<Asked> asked = new ArrayDeque<>();
    /// What was refused in what is being read: for good only if the connection stays.
    private final List<Asked> refused = new ArrayList<>();
    private final Sends sends;
    /// Connections that it has left open when it came in on another.
    private final List<Wire> former = new ArrayList<>();

    private @Nullable Wire wire;
    private ReplyParser parser = new ReplyParser(65_536, 1 << 20);
    private int answers;
    private boolean isFarewell;
    private boolean isFinishing;
    private long calmMillis = Long.MAX_VALUE / 2;

    private @Nullable KnownPlace place;
    /// Whether the place is held on this connection.
    private boolean isSeated;

    private long lastCommand = 1;
    private Request.@Nullable Join waiting;

    SimulatedClient(String name, Cluster cluster, Facts facts, Deeds deeds, Orders orders) {
        this.name = name;
        this.cluster = cluster;
        this.chance = cluster.chance;
        this.truth = cluster.truth;
        this.facts = facts;
        this.sends = new Sends(deeds);
        this.orders = orders;
    }

    /// Acts from now on.
    void start() {
        act();
    }

    /// From now on nothing fails any more.
    void calm() {
        calmMillis = cluster.timeline.nowMillis();
    }

    /// From now on it begins nothing new.
    void finish() {
        isFinishing = true;
    }

    String name() {
        return name;
    }

    @Nullable
    Wire wire() {
        return wire;
    }

    @Nullable
    KnownPlace place() {
        return place;
    }

    /// Those that are open still, of those that it left open.
    List<Wire> former() {
        return former;
    }

    /// How many requests are unanswered.
    int askedCount() {
        return asked.size();
    }

    private void act() {
        cluster.timeline.afterMillis(chance.between(10, 250), this::act);
        Wire now = wire;
        if (now == null) {
            comeIn();
        } else if (isOverdue(now)) {
            breakOff(now);
        } else if (asked.size() < MAX_ASKED && asked.stream().noneMatch(Asked::mayGiveSession)) {
            actOn(now);
        }
    }

    /// Whether it has waited for an answer for as long as it does.
    private boolean isOverdue(Wire now) {
        Asked oldest = asked.peek();
        return oldest != null && oldest.isOverdue(nowMillis(), now.cutOffMillis(), calmMillis, name);
    }

    private void comeIn() {
        if (isFinishing || !chance.happens(0.3)) {
            return;
        }
        SimulatedProcess process = chance.pick(cluster.nodes).process;
        SimulatedEdge edge = process == null ? null : process.edge();
        if (edge != null && edge.isListening()) {
            Wire made = edge.connect(this);
            wire = made;
            parser = new ReplyParser(65_536, 1 << 20);
            answers = 0;
            isFarewell = false;
            cluster.journal.note(name + " connects to " + made.nodeName() + " as " + made.id);
            ask(made, orders.hello());
            KnownPlace held = place;
            if (held != null && held.session != null) {
                ask(made, new Request.Resume(null, held.session, held.got));
            } else {
                place = null;
                ask(made, orders.join());
            }
        }
    }

    private void actOn(Wire now) {
        KnownPlace held = place;
        if (held == null || held.work.isEmpty() || held.work.firstEntry().getValue() > nowMillis()) {
            if (!isFinishing && asked.isEmpty()) {
                begin(now, held);
            }
        } else {
            ask(now, orders.outcome(held.work.pollFirstEntry().getKey()));
        }
    }

    private void begin(Wire now, @Nullable KnownPlace held) {
        int choice = chance.below(100);
        if (choice < 4) {
            breakOff(now);
        } else if (choice < 6 && isSeated && held != null && held.session != null) {
            moveOver(now);
        } else if (held == null) {
            if (waiting == null || choice < 15) {
                ask(now, choice < 20 ? new Request.Leave(null) : orders.join());
            }
        } else if (!isSeated && held.session != null) {
            ask(now, new Request.Resume(null, held.session, held.got));
        } else if (choice < 60) {
            Request.Send again = sends.next();
            ask(now, again == null ? orders.send() : again);
        } else if (choice < 92) {
            ask(now, orders.question(lastCommand));
        } else if (choice < 95) {
            ask(now, new Request.Yield(null));
        } else if (choice < 97) {
            ask(now, new Request.Leave(null));
        } else if (choice < 98) {
            ask(now, new Request.Quit(null));
        }
    }

    /// It comes in once more, with the same session, and leaves the old connection open.
    private void moveOver(Wire now) {
        cluster.journal.note(name + " leaves a connection open");
        former.add(now);
        forget();
    }

    private void ask(Wire now, Request request) {
        cluster.journal.note(name + " asks " + Shown.request(request));
        asked.add(new Asked(request, nowMillis()));
        now.send(request);
    }

    private void breakOff(Wire now) {
        cluster.journal.note(name + " breaks off");
        now.abandon();
        forget();
    }

    @Override
    public void onClosed(Wire closed) {
        former.remove(closed);
        if (closed == wire) {
            cluster.journal.note(name + " is disconnected");
            forget();
        }
    }

    private void forget() {
        wire = null;
        waiting = null;
        isSeated = false;
        asked.addAll(refused);
        refused.clear();
        for (Asked open : asked) {
            if (open.request() instanceof Request.Send send) {
                sends.onUndecided(send);
            } else if (open.request() instanceof Request.Yield && place != null) {
                place.mayHaveYielded = true;
            }
        }
        asked.clear();
        if (place == null || place.session == null) {
            losePlace();
        }
    }

    private void losePlace() {
        place = null;
        isSeated = false;
        sends.clear();
    }

    @Override
    public void onBytes(Wire from, byte[] bytes) {
        if (from != wire) {
            return;
        }
        try {
            parser.feed(bytes, 0, bytes.length);
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                hear(from, reply);
            }
        } catch (GarbledReplyException garbled) {
            throw new Violation("what a server says can be read", garbled);
        }
        if (!isFarewell) {
            refused.forEach(this::onRefused);
            refused.clear();
        }
    }

    /// It was told that this is certainly not carried out.
    private void onRefused(Asked open) {
        if (open.request() instanceof Request.Send send) {
            sends.onRefused(send);
        }
    }

    private void hear(Wire from, Reply reply) throws GarbledReplyException {
        if (reply instanceof Reply.Event event) {
            onEvent(event);
            return;
        }
        Asked open = asked.poll();
        if (open == null) {
            throw new Violation("an answer was asked for", name + " was told " + reply);
        }
        if (open.isLocal()) {
            return;
        }
        cluster.journal.note(name + " hears " + Shown.reply(reply));
        if (reply instanceof Reply.Refused told && isTemporary(told)) {
            refused.add(open);
            return;
        }
        Answered.check(open.request(), reply, truth.reply(from.id, answers++));
        onAnswer(from, open.request(), reply);
    }

    private static boolean isTemporary(Reply.Refused told) {
        return told.code() == ErrorCode.NO_QUORUM.number() || told.code() == ErrorCode.RATE_LIMITED.number();
    }

    private void onAnswer(Wire from, Request request, Reply reply) throws GarbledReplyException {
        boolean isOk = reply instanceof Reply.Ok;
        Fields fields = Answered.fields(reply);
        KnownPlace held = place;
        switch (request) {
            case Request.Join join -> onJoined(join, isOk, fields);
            case Request.Resume resume -> onResumed(from, isOk, reply, fields);
            case Request.Yield yield
            when isOk && held != null -> {
                held.onYielded(fields);
                sends.clear();
            }
            case Request.Leave leave
            when isOk -> {
                waiting = null;
                losePlace();
            }
            case Request.Quit quit when isOk -> losePlace();
            case Request.Send send when isOk -> lastCommand = fields.number("id");
            case Request.Me me
            when isOk && held != null -> {
                held.onRank(fields.number("rank"), fields.number("token"));
                held.onRevision(fields.number("rev"));
                held.formerSession = null;
            }
            case Request other -> {}
        }
    }

    private void onJoined(Request.Join join, boolean isOk, Fields fields) throws GarbledReplyException {
        waiting = null;
        if (isOk && fields.find("waiting") != null) {
            waiting = join;
        } else if (isOk && fields.find("id") != null) {
            place = new KnownPlace(join.group(), join.graceMillis() > 0, join.reportsResults(), fields);
            isSeated = true;
        }
    }

    private void onResumed(Wire from, boolean isOk, Reply reply, Fields fields) throws GarbledReplyException {
        KnownPlace held = place;
        boolean hasGap = reply instanceof Reply.Refused told && told.code() == ErrorCode.GAP.number();
        if (held != null && (isOk || hasGap)) {
            isSeated = true;
            held.onResumed(fields, hasGap);
            ask(from, new Request.Me(null));
        } else if (held != null && held.formerSession != null) {
            held.session = held.formerSession;
            held.formerSession = null;
            breakOff(from);
        } else {
            if (held != null && held.session != null) {
                boolean isThere = facts.isHolderOf(held.sessionHash());
                require(!isThere, "whoever was told a session comes back with it", name + " was m" + held.number);
            }
            losePlace();
        }
    }

    private void onEvent(Reply.Event event) throws GarbledReplyException {
        Fields fields = event.fields();
        KnownPlace held = place;
        switch (event.event()) {
            case BYE -> isFarewell = true;
            case WELCOME -> {
                Request.Join join = waiting;
                require(join != null, "only who waits is seated", name + " was told " + event);
                if (join != null) {
                    place = new KnownPlace(join.group(), join.graceMillis() > 0, join.reportsResults(), fields);
                    waiting = null;
                    isSeated = true;
                }
            }
            case COMMAND -> {
                byte[] body = event.body();
                String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
                holder(held, event).onCommand(fields, text, nowMillis() + chance.between(0, 3_000));
            }
            case CANCEL -> holder(held, event).onCounted();
            case RESULT -> holder(held, event).onResult(fields);
            case CLOSED -> holder(held, event).onClosed(fields);
            case RANK -> {
                KnownPlace ranked = holder(held, event);
                require(fields.number(0) < fields.number("was"), "ranks only improve", event);
                ranked.onRank(fields.number(0), fields.number("token"));
                ranked.onRevision(fields.number("rev"));
            }
            case JOIN, LEFT, AWAY, BACK, ROSTER -> {
                if (held != null) {
                    held.onRevision(fields.number("rev"));
                }
            }
            default -> {}
        }
    }

    private KnownPlace holder(@Nullable KnownPlace held, Reply.Event event) {
        if (held == null) {
            throw new Violation("only who has a place is told of it", name + " was told " + event);
        }
        return held;
    }

    private long nowMillis() {
        return cluster.timeline.nowMillis();
    }

    /// Whether it is where the truth has it.
    boolean isWhere(Facts.Standing standing) {
        Wire now = wire;
        KnownPlace held = place;
        boolean isHere = now != null && now.id.equals(standing.connection);
        boolean wasLeft = former.stream().anyMatch(left -> left.id.equals(standing.connection));
        return wasLeft || (isHere && held != null && held.number == standing.id.number());
    }
}
