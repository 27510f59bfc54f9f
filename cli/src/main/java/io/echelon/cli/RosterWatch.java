package io.echelon.cli;

import io.echelon.client.ConnectionLostException;
import io.echelon.client.MemberId;
import io.echelon.client.Observation;
import io.echelon.client.Roster;
import io.echelon.client.RosterListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps a view of a roster up to date: each change as it comes, or the whole roster after some, a few times
/// a second.
final class RosterWatch implements RosterListener {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int MAX_WAITING = 4_096;

    /// Of somebody who is away or back: the roster has the revision that it had.
    private static final long SAME_REVISION = 0;

    /// @param revision of the roster with it
    private record Change(long revision, String text) {
        boolean isIn(long shown) {
            return revision != SAME_REVISION && revision <= shown;
        }
    }

    private final RosterView view;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private @Nullable String loss;

    RosterWatch(RosterView view) {
        this.view = view;
    }

    /// Shows what there is and what comes, until the connection is lost.
    ///
    /// @return why
    String run(Observation observation) throws IOException, InterruptedException {
        Roster roster = observation.roster();
        view.show(roster);
        long shown = roster.revision();
        for (Change change = next(); change != null; change = next()) {
            if (change.isIn(shown)) {
                continue; // The roster had it.
            }
            if (view.showsChanges()) {
                view.show(change.text());
                shown = Math.max(shown, change.revision());
            } else {
                TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
                roster = observation.roster();
                view.show(roster);
                shown = roster.revision();
            }
        }
        return why();
    }

    @Override
    public void onJoined(MemberId member, int rank, long revision, @Nullable String name) {
        add(new Change(revision, StateText.arrived(member, rank, name)));
    }

    @Override
    public void onLeft(MemberId member, int rank, long revision, String why) {
        add(new Change(revision, StateText.left(member, rank, why)));
    }

    @Override
    public void onAway(MemberId member, int rank, Duration grace) {
        add(new Change(SAME_REVISION, StateText.away(member, rank, grace)));
    }

    @Override
    public void onBack(MemberId member, int rank) {
        add(new Change(SAME_REVISION, StateText.back(member, rank)));
    }

    @Override
    public synchronized void onLost(ConnectionLostException cause) {
        loss = String.valueOf(cause.getMessage());
        notifyAll();
    }

    /// The last change stands for all where whole rosters are shown. Elsewhere each counts: while as many
    /// wait as may, the client's thread waits too, and past its own limit the client gives up.
    private synchronized void add(Change change) {
        if (!view.showsChanges()) {
            changes.clear();
        }
        try {
            while (changes.size() >= MAX_WAITING) {
                wait();
            }
            changes.add(change);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
        notifyAll();
    }

    /// @return null when there is nothing more to come
    private synchronized @Nullable Change next() throws InterruptedException {
        while (changes.isEmpty() && loss == null) {
            wait();
        }
        Change first = changes.poll();
        notifyAll();
        return first;
    }

    private synchronized String why() {
        return String.valueOf(loss);
    }
}
