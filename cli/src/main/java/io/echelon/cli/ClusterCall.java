package io.echelon.cli;

import io.echelon.client.ClientOptions;
import io.echelon.client.ServerAddress;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question of an operator to a server, on a connection of its own.
final class ClusterCall {
    private static final String TAG = "cluster";
    /// Longer than the server takes until it says that there is no majority.
    private static final int ANSWER_MILLIS = 40_000;

    private static final int MAX_LINE_BYTES = 65_536;
    private static final int MAX_LIST_BYTES = 1 << 20;
    private static final int READ_BYTES = 8_192;

    /// What was answered.
    ///
    /// @param leader null if none is known, or that was not asked
    /// @param nodes one line each, if that was asked
    record Answer(@Nullable String leader, List<Fields> nodes) {}

    /// The server has not done it.
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private RefusedException(Reply.Refused refused) {
            super(refused.name() + (refused.text().isEmpty() ? "" : ": " + refused.text()));
        }
    }

    private ClusterCall() {}

    /// Asks the first server that answers.
    ///
    /// @throws IOException if none does
    static Answer ask(
            ClientOptions options, Request.Cluster.Action action, @Nullable String node, @Nullable String address)
            throws IOException, RefusedException {
        IOException failure = null;
        for (ServerAddress server : options.servers()) {
            try (Socket socket = new Socket()) {
                int connectMillis = Math.toIntExact(options.connectTimeout().toMillis());
                socket.connect(new InetSocketAddress(server.host(), server.port()), connectMillis);
                socket.setSoTimeout(ANSWER_MILLIS);
                return ask(socket, new Request.Cluster(TAG, action, node, address));
            } catch (GarbledReplyException strange) {
                failure = new IOException(server + " is no Echelon server, or one of another kind", strange);
            } catch (IOException unreachable) {
                failure = new IOException("cannot reach " + server + ": " + unreachable.getMessage(), unreachable);
            }
        }
        throw failure == null ? new IOException("there is no server to ask") : failure;
    }

    private static Answer ask(Socket socket, Request.Cluster request)
            throws IOException, GarbledReplyException, RefusedException {
        RequestWriter writer = new RequestWriter();
        writer.write(new Request.Hello(null, null, "java", BuildVersion.get(), true, 0));
        writer.write(request);
        socket.getOutputStream().write(writer.array(), 0, writer.length());
        ReplyParser parser = new ReplyParser(MAX_LINE_BYTES, MAX_LIST_BYTES);
        byte[] bytes = new byte[READ_BYTES];
        InputStream input = socket.getInputStream();
        for (int length = input.read(bytes); length >= 0; length = input.read(bytes)) {
            parser.feed(bytes, 0, length);
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                if (reply instanceof Reply.Refused refused && (TAG.equals(refused.tag()) || refused.tag() == null)) {
                    throw new RefusedException(refused);
                }
                if (reply instanceof Reply.Ok ok && TAG.equals(ok.tag())) {
                    return new Answer(ok.fields().find("leader"), lines(ok.body()));
                }
            }
        }
        throw new IOException("it closed the connection");
    }

    private static List<Fields> lines(byte @Nullable [] list) throws GarbledReplyException {
        List<Fields> lines = new ArrayList<>();
        int from = 0;
        while (list != null && from < list.length) {
            int to = from;
            while (to < list.length && list[to] != '\n') {
                to++;
            }
            lines.add(Fields.parse(list, from, to));
            from = to + 1;
        }
        return lines;
    }
}
