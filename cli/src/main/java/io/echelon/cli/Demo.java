package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.ClientOptions;
import io.echelon.client.Command;
import io.echelon.client.MemberId;
import io.echelon.client.Outcome;
import io.echelon.client.Place;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.SendOptions;
import io.echelon.client.Submission;
import io.echelon.client.Tally;
import io.echelon.protocol.ErrorCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

/// What a group is, shown by three clients of a server that has no others. What happens at the same time is
/// told in rank order; each line below a heading is made of what the server has said.
final class Demo {
    private static final long HEADING_MILLIS = 600;
    private static final long LINE_MILLIS = 250;

    private final PrintWriter output;
    private final Pace pace;
    private final Map<MemberId, String> names = new LinkedHashMap<>();

    Demo(PrintWriter output, Pace pace) {
        this.output = output;
        this.pace = pace;
    }

    /// @throws SurpriseException if anything is not as it should be
    /// @throws IOException if a client is refused what it should get, or loses the server
    void run(ClientOptions server) throws SurpriseException, IOException, InterruptedException, TimeoutException {
        head("Three clients join. Ranks go by arrival; 0 is the highest.");
        try (DemoMember ada = join("ada", server);
                DemoMember ben = join("ben", server);
                DemoMember cleo = join("cleo", server)) {
            head("ada commands everyone below.");
            command(ada, DemoMember.LIGHT_ON, List.of(ben, cleo));
            head("ben tries to command ada, who is above.");
            commandUpward(ben, ada, DemoMember.LIGHT_OFF);
            head("ada leaves; those below move up.");
            leave(ada, List.of(ben, cleo));
            head("ben commands everyone below.");
            command(ben, DemoMember.LIGHT_OFF, List.of(cleo));
        }
    }

    private DemoMember join(String name, ClientOptions server)
            throws SurpriseException, IOException, InterruptedException {
        DemoMember member = new DemoMember(name, server);
        Place place = member.membership().place();
        try {
            tell(member, "joined as " + place.id() + ": " + MemberText.standing(place));
            expect(place, names.size(), names.size() + 1);
            names.put(place.id(), name);
            return member;
        } catch (SurpriseException surprise) {
            member.close();
            throw surprise;
        }
    }

    private void command(DemoMember sender, String text, List<DemoMember> below)
            throws SurpriseException, IOException, InterruptedException, TimeoutException {
        BlockingQueue<Result> heard = new LinkedBlockingQueue<>();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Submission submission = sender.membership().send("all", body, SendOptions.DEFAULTS, heard::add);
        Accepted accepted = submission.awaitAccepted(DemoMember.PATIENCE);
        String command = "command " + accepted.command();
        tell(sender, "sent " + command + " to " + MemberText.members(accepted.targets()) + ": " + text);
        for (DemoMember member : below) {
            Command executed = member.awaitExecuted();
            tell(
                    member,
                    "executed command " + executed.number() + " from " + name(executed.sender()) + ": "
                            + Shown.line(executed.body()));
        }
        Tally tally = submission.awaitClosed(DemoMember.PATIENCE);
        List<Result> results = new ArrayList<>(heard);
        results.sort(Comparator.comparingInt(Result::rank));
        for (Result result : results) {
            tell(
                    sender,
                    "heard from " + name(result.executor()) + ": "
                            + result.outcome().key() + ", \"" + Shown.line(result.body()) + "\"");
        }
        tell(sender, "heard that " + command + " has closed. " + MemberText.counts(tally));
        expect(
                results.size() == below.size() && tally.count(Outcome.DONE) == below.size(),
                command + " was not done by " + below.size());
    }

    private void commandUpward(DemoMember sender, DemoMember above, String text)
            throws SurpriseException, IOException, InterruptedException, TimeoutException {
        try {
            sender.membership().send(above.membership().id().toString(), text).awaitAccepted(DemoMember.PATIENCE);
        } catch (RefusedException refused) {
            tell(sender, "was rejected: " + refused.getMessage());
            expect(refused.code() == ErrorCode.UPWARD.number(), "it was rejected for another reason");
            return;
        }
        throw new SurpriseException(sender.name() + " commanded upward");
    }

    private void leave(DemoMember first, List<DemoMember> below) throws SurpriseException, InterruptedException {
        first.leave();
        DemoMember.Departure departure = below.get(0).awaitDeparture();
        tell(below.get(0), "heard that " + name(departure.member()) + " left rank " + departure.rank());
        for (int rank = 0; rank < below.size(); rank++) {
            DemoMember.Promotion promotion = below.get(rank).awaitPromotion();
            Place place = promotion.place();
            tell(below.get(rank), "moved up from rank " + promotion.previousRank() + ": " + MemberText.standing(place));
            expect(place, rank, below.size());
        }
    }

    private String name(MemberId member) {
        return names.getOrDefault(member, member.toString());
    }

    private void head(String text) throws InterruptedException {
        output.println((names.isEmpty() ? "" : System.lineSeparator()) + text);
        output.flush();
        pace.pause(HEADING_MILLIS);
    }

    private void tell(DemoMember member, String text) throws InterruptedException {
        output.printf("  %-4s  %s%n", member.name(), text);
        output.flush();
        pace.pause(LINE_MILLIS);
    }

    private static void expect(Place place, int rank, int size) throws SurpriseException {
        expect(
                place.rank() == rank && place.size() == size,
                place.id() + " has " + MemberText.standing(place) + ", not rank " + rank + " of " + size);
    }

    private static void expect(boolean isSo, String otherwise) throws SurpriseException {
        if (!isSo) {
            throw new SurpriseException(otherwise);
        }
    }
}
