package io.echelon.server.gateway;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.Place;
import io.echelon.core.Sequencer;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.concurrent.TimeUnit;

/// What all conversations of a server share. For the thread that they run on.
public final class Gateway {
    /// The group that people join by saying nothing.
    static final String MAIN_GROUP = "main";

    private final ServerOptions options;
    private final String epoch;
    private final Sequencer sequencer;
    private final HelpPages help;
    private final LocalAnswers localAnswers = new LocalAnswers(this);
    private final Answers answers = new Answers(this);
    private final ReplyWriter writer = new ReplyWriter();
    private final ReplyWriter listWriter = new ReplyWriter();
    private final int maxOpenRequests;
    private final int maxListBytes;
    private final int maxBadFrames;
    private final int standardWindow;
    private final long startNanos = System.nanoTime();
    private int mainGroup = -1;
    private int mainSize;

    /// @param epoch changes whenever the server lost its state
    public Gateway(ServerOptions options, String epoch, Sequencer sequencer) {
        this.options = options;
        this.epoch = epoch;
        this.sequencer = sequencer;
        this.help = new HelpPages(options);
        this.maxOpenRequests = options.count(Limit.OPEN_REQUESTS);
        this.maxListBytes = options.count(Limit.ROSTER);
        this.maxBadFrames = options.count(Limit.BAD_FRAMES);
        this.standardWindow = options.count(Limit.WINDOW);
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

    String epoch() {
        return epoch;
    }

    Sequencer sequencer() {
        return sequencer;
    }

    LocalAnswers localAnswers() {
        return localAnswers;
    }

    Answers answers() {
        return answers;
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
