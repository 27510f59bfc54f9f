package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.core.Effect;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether what a client is told is what its request came to in the log.
final class Answered {
    private static final String AGREES = "an answer is what its request came to";

    private Answered() {}

    /// @param expected null if the request is not in the log
    static void check(Request request, Reply told, Effect.@Nullable Reply expected) throws GarbledReplyException {
        require(expected != null, "an answer is given when its request is in the log", told);
        Effect.Reply effect = Objects.requireNonNull(expected);
        require(fits(request, effect), "an answer is to what was asked", request.verb() + " got " + effect);
        boolean hasGap = effect instanceof Effect.PlaceResumed resumed && resumed.lost() > 0;
        boolean isRefused = effect instanceof Effect.Rejected || hasGap;
        require(isRefused == told instanceof Reply.Refused, AGREES, told + " of " + effect);
        if (told instanceof Reply.Refused refused) {
            require(!hasGap || refused.code() == ErrorCode.GAP.number(), AGREES, told + " of " + effect);
        }
        if (!(effect instanceof Effect.Rejected)) {
            checkFields(fields(told), effect);
        }
    }

    private static boolean fits(Request request, Effect.Reply effect) {
        return effect instanceof Effect.Rejected
                || switch (request) {
                    case Request.Join join ->
                        effect instanceof Effect.MemberJoined
                                || effect instanceof Effect.WaitingStarted
                                || effect instanceof Effect.ObservationStarted;
                    case Request.Resume resume -> effect instanceof Effect.PlaceResumed;
                    case Request.Send send ->
                        effect instanceof Effect.CommandAccepted || effect instanceof Effect.CommandRepeated;
                    case Request.Me me -> effect instanceof Effect.PlaceTold || effect instanceof Effect.ViewTold;
                    case Request.Who who -> effect instanceof Effect.RosterTold;
                    case Request.Yield yield -> effect instanceof Effect.PlaceYielded;
                    case Request.Leave leave -> effect instanceof Effect.LeaveAccepted;
                    case Request.Quit quit -> effect instanceof Effect.QuitAccepted;
                    case Request.Cancel cancel -> effect instanceof Effect.CancelAccepted;
                    case Request.Tally tally -> effect instanceof Effect.TallyTold;
                    case Request.Results results -> effect instanceof Effect.ResultsTold;
                    case Request.Watch watch -> effect instanceof Effect.WatchChanged;
                    case Request other -> effect instanceof Effect.OutcomeAccepted;
                };
    }

    static Fields fields(Reply told) {
        return switch (told) {
            case Reply.Ok ok -> ok.fields();
            case Reply.Refused refused -> refused.fields();
            case Reply.Event event -> event.fields();
        };
    }

    private static void checkFields(Fields fields, Effect.Reply effect) throws GarbledReplyException {
        switch (effect) {
            case Effect.MemberJoined joined -> checkPlace(fields, joined.place());
            case Effect.PlaceYielded yielded -> checkPlace(fields, yielded.place());
            case Effect.PlaceTold told -> checkPlace(fields, told.place());
            case Effect.PlaceResumed resumed -> {
                checkPlace(fields, resumed.place());
                equal(fields, "sent", resumed.counted());
                equal(fields, "replay", resumed.replayed());
            }
            case Effect.CommandAccepted accepted -> checkCommand(fields, accepted);
            case Effect.CommandRepeated repeated -> checkCommand(fields, repeated.first());
            case Effect.CancelAccepted accepted -> {
                equal(fields, "dropped", accepted.dropped());
                equal(fields, "asked", accepted.asked());
            }
            case Effect.RosterTold told -> {
                equal(fields, "n", told.seats().size());
                equal(fields, "rev", told.revision());
            }
            case Effect.TallyTold told -> equal(fields, "total", told.tally().total());
            case Effect.Reply other -> {}
        }
    }

    static void checkPlace(Fields fields, Effect.Place place) throws GarbledReplyException {
        require(fields.member("id") == place.member().number(), AGREES, fields + " of " + place);
        equal(fields, "rank", place.rank());
        equal(fields, "of", place.size());
        equal(fields, "rev", place.revision());
        equal(fields, "token", place.token());
    }

    private static void checkCommand(Fields fields, Effect.CommandAccepted accepted) throws GarbledReplyException {
        equal(fields, "id", accepted.command().number());
        equal(fields, "n", accepted.count());
        equal(fields, "above", accepted.above());
        equal(fields, "rev", accepted.revision());
    }

    private static void equal(Fields fields, String key, long expected) throws GarbledReplyException {
        require(fields.number(key) == expected, AGREES, key + " is not " + expected + " in " + fields);
    }
}
