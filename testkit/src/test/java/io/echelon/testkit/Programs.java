package io.echelon.testkit;

import io.echelon.client.Client;
import io.echelon.client.CommandHandler;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Members of main, each with a client of its own, all gone when this is closed.
final class Programs implements AutoCloseable {
    private final List<Client> clients = new ArrayList<>();

    /// What a member does as soon as it is in command.
    interface Accession {
        void accede(Membership member) throws Exception;
    }

    Membership add(TestServer server, CommandHandler handler) throws IOException {
        return join(server, JoinOptions.group("main").withHandler(handler));
    }

    /// @param accession what its listener does when it is promoted to rank 0
    void addWhenPromoted(TestServer server, Accession accession) throws IOException {
        CompletableFuture<Membership> member = new CompletableFuture<>();
        member.complete(join(server, JoinOptions.group("main").withListener(new MembershipListener() {
            @Override
            public void onRank(Place place, int previousRank) {
                try {
                    accession.accede(member.join());
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            }
        })));
    }

    private Membership join(TestServer server, JoinOptions options) throws IOException {
        Client client = Program.connect(server).client();
        clients.add(client);
        return client.join(options);
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }
}
