package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Counts again, from what is there, what a state machine counts as it goes.
final class Counted {
    private Counted() {}

    static void check(StateMachine machine, Limits limits, String moment) {
        Shared shared = Insides.field(machine, "shared", Shared.class);
        List<Dispatch> open = new ArrayList<>();
        for (Object group : Insides.groups(machine)) {
            Roster roster = Insides.field(group, "roster", Roster.class);
            Dispatches dispatches = Insides.field(group, "dispatches", Dispatches.class);
            List<Dispatch> ofGroup = open(Insides.field(dispatches, "ledger", CommandLedger.class));
            checkMembers(roster, ofGroup, limits, moment);
            open.addAll(ofGroup);
        }
        checkBodies(machine, shared.bodies(), open, moment);
        long weight = open.stream()
                .mapToLong(dispatch -> Limits.OUTCOMES_A_COMMAND + dispatch.trackedCount())
                .sum();
        assertThat(Insides.field(shared.openOutcomes(), "weight", Long.class))
                .as(moment)
                .isEqualTo(weight)
                .isLessThanOrEqualTo(limits.maxOpenOutcomes());
        assertThat(Insides.field(shared.openOutcomes(), "byDeadline", Collection.class)
                        .size())
                .as(moment)
                .isEqualTo(open.size());
        Collection<?> weighed = Insides.field(shared.results(), "dispatches", Collection.class);
        assertThat(Insides.field(shared.results(), "bytes", Long.class))
                .as(moment)
                .isEqualTo(weighed.stream()
                        .mapToLong(each -> ((Dispatch) each).resultBytes)
                        .sum())
                .isLessThanOrEqualTo(limits.maxResultBytes());
    }

    private static List<Dispatch> open(CommandLedger ledger) {
        CommandTable known = Insides.field(ledger, "known", CommandTable.class);
        List<Dispatch> open = new ArrayList<>();
        for (Command command : Insides.field(known, "slots", Command[].class)) {
            if (command instanceof Dispatch dispatch && !dispatch.isClosed()) {
                open.add(dispatch);
            }
        }
        return open;
    }

    private static void checkMembers(Roster roster, List<Dispatch> open, Limits limits, String moment) {
        assertThat(roster.size()).as(moment).isLessThanOrEqualTo(limits.capacity());
        for (int rank = 0; rank < roster.size(); rank++) {
            Member member = roster.at(rank);
            int owed = 0;
            int out = 0;
            int own = 0;
            for (Dispatch dispatch : open) {
                int index = dispatch.indexOf(member);
                owed += index >= 0 && !dispatch.outcome(index).isFinal() ? 1 : 0;
                out += dispatch.isOut(index) ? 1 : 0;
                own += dispatch.sender == member ? 1 : 0;
            }
            assertThat(member.openOutcomes())
                    .as("%s owes, %s", member.id, moment)
                    .isEqualTo(owed);
            assertThat(member.outstanding)
                    .as("out to %s, %s", member.id, moment)
                    .isEqualTo(out);
            assertThat(member.openCommands())
                    .as("open of %s, %s", member.id, moment)
                    .isEqualTo(own)
                    .isLessThanOrEqualTo(limits.maxOpenCommands());
            assertThat(member.open()).as("of %s, %s", member.id, moment).hasSize(owed + own);
            assertThat(member.hasRoom() && !member.isReady())
                    .as("%s has room and is not sent what waits, %s", member.id, moment)
                    .isFalse();
            assertThat(member.terms.hasGrace()).as(moment).isEqualTo(member.replay() != null);
        }
    }

    private static void checkBodies(StateMachine machine, BodyStore bodies, List<Dispatch> open, String moment) {
        long pinned = 0;
        for (Dispatch dispatch : open) {
            assertThat(dispatch.body != null).as(moment).isEqualTo(dispatch.hasWaiting());
            pinned += dispatch.body == null ? 0 : dispatch.body.length() + BodyStore.OVERHEAD_BYTES;
        }
        Set<KeptBody> spare = new LinkedHashSet<>();
        for (Object group : Insides.groups(machine)) {
            Roster roster = Insides.field(group, "roster", Roster.class);
            for (int rank = 0; rank < roster.size(); rank++) {
                Replay replay = roster.at(rank).replay();
                for (Object event : replay == null ? List.of() : Insides.field(replay, "events", Collection.class)) {
                    KeptBody body = ((ReplayEvent) event).body();
                    if (body != null && body.pins == 0 && !body.isGivenUp()) {
                        spare.add(body);
                    }
                }
            }
        }
        long spareBytes = spare.stream()
                .mapToLong(body -> body.length() + BodyStore.OVERHEAD_BYTES)
                .sum();
        assertThat(bodies.bytes()).as(moment).isEqualTo(pinned + spareBytes).isLessThanOrEqualTo(bodies.limitBytes());
    }
}
