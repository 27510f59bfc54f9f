package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Echelon: docs/protocol.md. Connections are programs that take bodies as they are.
final class EchelonDialect implements Dialect {
    /// Higher than any rank, so that a range up to it has no end.
    private static final int LAST_RANK = 65_535;

    /// Asks a member's own rank.
    static final Exchange ME = new Exchange(bytes(new RequestWriter().write(new Request.Me(null))), 1);

    @Override
    public Exchange greeting(int group) {
        return joining(group, 0);
    }

    /// Joins as an executor.
    ///
    /// @param window how many commands may be under way to it; 0 if it reports no results
    static Exchange joining(int group, int window) {
        RequestWriter requests = new RequestWriter()
                .write(new Request.Hello(null, null, null, null, true, 0))
                .write(new Request.Join(null, name(group), null, Map.of(), window > 0, false, window, 0, false));
        return new Exchange(bytes(requests), 2);
    }

    @Override
    public byte[] answerToGreeting() {
        return "*HELLO echelon/1\n+OK proto=1\n+OK group=g0 id=m1 rank=0 of=1 rev=1 token=1\n".getBytes(US_ASCII);
    }

    @Override
    public Exchange subscription(int group) {
        return Exchange.NONE;
    }

    @Override
    public byte[] message(int group, int senders, byte[] body) {
        String target = senders == 1 ? "all" : "rank:" + senders + "-" + LAST_RANK;
        return bytes(new RequestWriter()
                .write(new Request.Send(
                        null,
                        target,
                        Request.DEFAULT_TTL_MILLIS,
                        Request.DEFAULT_LIMIT_MILLIS,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        body)));
    }

    @Override
    public Answers answers() {
        return new EchelonAnswers();
    }

    @Override
    public Answers receipts(int receivers) {
        return new EchelonReceipts(receivers);
    }

    @Override
    public int receiptsPerMessage() {
        return EchelonReceipts.PER_COMMAND;
    }

    @Override
    public List<Link> inOrder(List<Link> members) throws DriveException {
        List<Link> ordered =
                members.stream().sorted(Comparator.comparingInt(Link::rank)).toList();
        checkRanks(ordered);
        return ordered;
    }

    /// @param ordered those who came first to a group that was empty, as they must be ranked
    static void checkRanks(List<Link> ordered) throws DriveException {
        for (int rank = 0; rank < ordered.size(); rank++) {
            int told = ordered.get(rank).rank();
            if (told != rank) {
                throw new DriveException(
                        "a member was told rank " + told + ", and there should be one of rank " + rank);
            }
        }
    }

    @Override
    public Farewell farewell(Swarm swarm) {
        return new RankFarewell(swarm);
    }

    private static String name(int group) {
        return "g" + group;
    }

    private static byte[] bytes(RequestWriter requests) {
        return Arrays.copyOf(requests.array(), requests.length());
    }
}
