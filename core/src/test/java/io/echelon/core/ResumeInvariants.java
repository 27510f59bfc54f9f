package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.ConnectionFenced;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.RosterInvariants.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who comes back with what, and what it is then told again: every counted event of every member is
/// written down as it was first told.
final class ResumeInvariants {
    /// What was counted for a member with grace, under all its numbers.
    private static final class Diary {
        final List<String> events = new ArrayList<>();

        @Nullable
        SessionHash session;
        /// The one before.
        @Nullable
        SessionHash former;

        Diary(@Nullable SessionHash session) {
            this.session = session;
        }
    }

    private final RosterInvariants rosters;
    private int maxEvents;
    private final Map<MemberId, Diary> diaries = new HashMap<>();
    private Input input = new Input.TimeAdvanced(0);
    private @Nullable PlaceResumed resumed;
    private @Nullable ConnectionId previous;
    private @Nullable Diary yielded;
    private int replaysLeft;
    private int nextEvent;
    private boolean isShown;

    ResumeInvariants(RosterInvariants rosters, int maxEvents) {
        this.rosters = rosters;
        this.maxEvents = maxEvents;
    }

    void begin(Input next) {
        input = next;
        resumed = null;
        previous = null;
        replaysLeft = 0;
        isShown = false;
        if (next instanceof Input.SettingsChanged changed) {
            maxEvents = changed.limits().maxReplayEvents();
        }
        findPrevious();
    }

    private void findPrevious() {
        if (input instanceof Input.ResumeRequested requested) {
            previous = connectionOf(requested.session());
        }
    }

    /// Takes note of an effect that the rosters know of already.
    ///
    /// @return whether it was told before
    boolean isReplay(Effect effect) {
        if (replaysLeft > 0 && !(effect instanceof ConnectionFenced)) {
            replaysAreWhatWasMissed(effect);
            replaysLeft--;
            return true;
        }
        switch (effect) {
            case Effect.MemberJoined joined -> begin(joined.place().member());
            case Effect.MemberSeated seated -> {
                begin(seated.place().member());
                findPrevious(); // The place that was given up for the return may have gone to it.
            }
            case Effect.PlaceAdopted adopted -> begin(adopted.place().member());
            case Effect.MemberLeft left -> yielded = diaries.remove(left.member());
            case Effect.PlaceYielded next -> {
                if (yielded != null) {
                    diaries.put(next.place().member(), yielded);
                }
            }
            case PlaceResumed told -> onResumed(told);
            case ConnectionFenced fenced -> onFenced(fenced);
            case Effect.RosterShown shown -> isShown = true;
            case Deliver deliver -> write(deliver.command().group(), deliver.recipients(), effect);
            case CancelAsked asked -> write(asked.command().group(), asked.recipients(), effect);
            case OutcomeTold told -> write(told.sender(), effect);
            case CommandClosed closed -> write(closed.sender(), effect);
            case Effect.Rejected rejected -> sessionsFindTheirMember(rejected);
            case Effect other -> {}
        }
        return false;
    }

    void end() {
        everythingPromisedIsReplayed();
        theFormerHolderIsFenced(resumed == null || resumed.wasAway() || previous == null, input);
        gapsAreFollowedByTheRoster();
    }

    private void begin(MemberId id) {
        Seen seen = Objects.requireNonNull(rosters.find(id));
        if (seen.terms.session() != null) {
            diaries.put(id, new Diary(seen.terms.session()));
        }
    }

    private void write(int group, Recipients recipients, Effect effect) {
        for (Seen seen : rosters.present(group)) {
            if (recipients.includes(seen.id.number())) {
                write(seen.id, effect);
            }
        }
    }

    private void write(MemberId id, Effect effect) {
        Diary diary = diaries.get(id);
        if (diary != null) {
            diary.events.add(text(effect));
        }
    }

    private void onResumed(PlaceResumed told) {
        Diary diary = Objects.requireNonNull(diaries.get(told.place().member()), "only who has grace comes back");
        Input.ResumeRequested requested = (Input.ResumeRequested) input;
        onlyItsSessionFindsAMember(diary, requested);
        long missed = Math.max(0, diary.events.size() - requested.got());
        countedAreAllThatWereTold(diary, told);
        replayedGotAndLostAreCounted(missed, told);
        noMoreIsReplayedThanIsKept(told);
        diary.former = requested.session();
        diary.session = requested.next();
        resumed = told;
        replaysLeft = told.replayed();
        nextEvent = (int) Math.min(requested.got(), diary.events.size());
    }

    private @Nullable ConnectionId connectionOf(SessionHash session) {
        for (Map.Entry<MemberId, Diary> entry : diaries.entrySet()) {
            Diary diary = entry.getValue();
            if (session.equals(diary.session) || session.equals(diary.former)) {
                Seen seen = rosters.find(entry.getKey());
                return seen == null ? null : seen.connection;
            }
        }
        return null;
    }

    private static void onlyItsSessionFindsAMember(Diary diary, Input.ResumeRequested requested) {
        boolean isItsOwn =
                requested.session().equals(diary.session) || requested.session().equals(diary.former);
        require(isItsOwn, "only its session, or the one before, finds a member", requested);
    }

    private void sessionsFindTheirMember(Effect.Rejected rejected) {
        if (rejected.rejection() instanceof Rejection.BadSession && input instanceof Input.ResumeRequested requested) {
            boolean isKnown = diaries.values().stream()
                    .anyMatch(diary -> requested.session().equals(diary.session));
            require(!isKnown, "the session of a member finds it", rejected);
        }
    }

    private static void countedAreAllThatWereTold(Diary diary, PlaceResumed told) {
        require(told.counted() == diary.events.size(), "what is counted is what was told", told);
    }

    private static void replayedGotAndLostAreCounted(long missed, PlaceResumed told) {
        boolean sums = told.lost() >= 0 && told.replayed() + told.lost() == missed;
        require(sums, "replayed, got and lost are all that was counted", told);
    }

    private void noMoreIsReplayedThanIsKept(PlaceResumed told) {
        require(told.replayed() <= maxEvents, "no more is told again than is kept", told);
    }

    private void onFenced(ConnectionFenced fenced) {
        boolean isFormer = resumed != null
                && fenced.member().equals(resumed.place().member())
                && fenced.connection().equals(previous);
        theFormerHolderIsFenced(isFormer, fenced);
        previous = null;
    }

    private static void theFormerHolderIsFenced(boolean isFenced, Object fact) {
        require(isFenced, "who held a place before its return is fenced", fact);
    }

    /// In order, to this member alone, as it was told; what is left out is counted as lost.
    private void replaysAreWhatWasMissed(Effect effect) {
        MemberId member = Objects.requireNonNull(resumed).place().member();
        Diary diary = Objects.requireNonNull(diaries.get(member));
        String text = text(effect);
        while (nextEvent < diary.events.size() && !diary.events.get(nextEvent).equals(text)) {
            nextEvent++;
        }
        boolean isMissed = nextEvent < diary.events.size() && isFor(member, effect);
        require(isMissed, "a replay is what was missed, in order", effect);
        nextEvent++;
    }

    private static boolean isFor(MemberId member, Effect effect) {
        return switch (effect) {
            case Deliver deliver -> isAlone(member, deliver.recipients());
            case CancelAsked asked -> isAlone(member, asked.recipients());
            case OutcomeTold told -> told.sender().equals(member);
            case CommandClosed closed -> closed.sender().equals(member);
            case Effect other -> false;
        };
    }

    private static boolean isAlone(MemberId member, Recipients recipients) {
        return recipients.count() == 1
                && recipients.rangeCount() == 1
                && recipients.first(0) == member.number()
                && recipients.last(0) == member.number();
    }

    private void everythingPromisedIsReplayed() {
        require(replaysLeft == 0, "all that is to be told again is told", input);
    }

    private void gapsAreFollowedByTheRoster() {
        boolean hasGap = resumed != null && resumed.lost() > 0;
        require(!hasGap || isShown, "who has lost events is shown the roster", input);
    }

    /// Whoever it is told to.
    private static String text(Effect effect) {
        return switch (effect) {
            case Deliver deliver ->
                "deliver " + deliver.command() + deliver.sender() + " " + deliver.senderRank() + " "
                        + deliver.ttlMillis() + EffectText.text(deliver.body());
            case CancelAsked asked -> "cancel " + asked.command() + asked.why();
            case OutcomeTold told ->
                "told " + told.command() + told.executor() + " " + told.rank() + " " + told.outcome() + told.code()
                        + " " + told.elapsedMillis() + EffectText.text(told.body());
            case CommandClosed closed -> "closed " + closed.command() + closed.tally() + closed.elapsedMillis();
            case Effect other -> other.toString();
        };
    }
}
