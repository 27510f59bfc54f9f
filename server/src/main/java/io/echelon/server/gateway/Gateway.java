package io.echelon.server.gateway;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.View;
import io.echelon.core.Sequencer;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.Limit;
import io.echelon.server.Replica;
import io.echelon.server.ServerOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What all conversations of a server share. For the thread that they run on.
public final class Gateway {
    /// The group that people join by saying nothing.
    static final String MAIN_GROUP = "main";

    private static final int NONE = -1;

    private final ServerOptions options;
    private final String epoch;
    /// Null where the state is the server's own.
    private final @Nullable Replica replica;

    private final HelpPages help;
    private final LocalAnswers localAnswers = new LocalAnswers(this);
    private final Answers answers = new Answers(this);
    private final ClusterDesk clusterDesk;
    private final ReplyWriter writer = new ReplyWriter();
    private final ReplyWriter listWriter = new ReplyWriter();
    private final int maxOpenRequests;
    private final int maxListBytes;
    private final int maxBadFrames;
    private final int standardWindow;
    private final long startNanos = System.nanoTime();
    private Intake intake = new Intake(input -> {
        throw new IllegalStateException("nobody is there yet to offer anything to");
    });
    private int mainGroup = NONE;
    private int mainSize;

    /// @param epoch changes whenever the server lost its state
    public Gateway(ServerOptions options, String epoch) {
        this(options, epoch, null);
    }

    public Gateway(ServerOptions options, Replica replica) {
        this(options, replica.epoch(), replica);
    }

    private Gateway(ServerOptions options, String epoch, @Nullable Replica replica) {
        this.options = options;
        this.epoch = epoch;
        this.replica = replica;
        this.clusterDesk = new ClusterDesk(this, replica == null ? null : replica.control());
        this.help = new HelpPages(options);
        this.maxOpenRequests = options.count(Limit.OPEN_REQUESTS);
        this.maxListBytes = options.count(Limit.ROSTER);
        this.maxBadFrames = options.count(Limit.BAD_FRAMES);
        this.standardWindow = options.count(Limit.WINDOW);
    }

    /// From now on conversations offer their inputs to it. Once, before the first of them.
    public void attach(Sequencer sequencer) {
        intake = new Intake(sequencer);
    }

    public Conversation open(ConnectionId connection, Outlet outlet) {
        return new Conversation(connection, this, outlet);
    }

    /// Whoever is greeted next is told how many are there.
    public void onJoined(Place place) {
        if (place.group().equals(MAIN_GROUP)) {
            mainGroup = place.member().group();
            mainSize = place.size();
        }
    }

    public void onLeft(MemberLeft left) {
        if (left.member().group() == mainGroup) {
            mainSize = left.size();
        }
    }

    public void onShown(View view) {
        if (view.name().equals(MAIN_GROUP)) {
            mainGroup = view.group();
            mainSize = view.size();
        }
    }

    /// Nothing is known of any group any more.
    public void forgetGroups() {
        mainGroup = NONE;
        mainSize = 0;
    }

    ServerOptions options() {
        return options;
    }

    int maxOpenRequests() {
        return maxOpenRequests;
    }

    /// As much as WHO, RESULTS and *ROSTER may list.
    public int maxListBytes() {
        return maxListBytes;
    }

    int maxBadFrames() {
        return maxBadFrames;
    }

    int standardWindow() {
        return standardWindow;
    }

    /// How long the server has known what it knows.
    long ageMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /// Whether the order of inputs is kept elsewhere.
    public boolean isReplicated() {
        return replica != null;
    }

    /// All servers of the cluster, as `host:port`; empty when there is none.
    List<String> clientAddresses() {
        return replica == null ? List.of() : replica.clientAddresses();
    }

    /// Another one after a state was brought back from a backup.
    String epoch() {
        return replica == null ? epoch : replica.epoch();
    }

    public Intake intake() {
        return intake;
    }

    LocalAnswers localAnswers() {
        return localAnswers;
    }

    Answers answers() {
        return answers;
    }

    ClusterDesk clusterDesk() {
        return clusterDesk;
    }

    HelpPages help() {
        return help;
    }

    int mainSize() {
        return mainSize;
    }

    /// A writer for the lines of one answer, empty.
    ReplyWriter writer() {
        writer.clear();
        return writer;
    }

    /// Another one, for the list within an answer.
    ReplyWriter listWriter() {
        listWriter.clear();
        return listWriter;
    }
}
