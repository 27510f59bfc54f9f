package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// A swarm that connects to nothing, and links of it that lead nowhere.
final class LinkFixture implements AutoCloseable {
    private final Swarm swarm;
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    LinkFixture(Contender system) {
        swarm = new Swarm(
                CommandLine.populateCommand(new Target(), "--system", system.name(), "--port", "9", "--pid", "1"));
    }

    Link link(int index, int group) {
        Link link = new Link(swarm, index, group);
        channels.add(new EmbeddedChannel(link));
        return link;
    }

    /// What was said on the link with this index, among those of this fixture.
    String said(int link) {
        StringBuilder said = new StringBuilder();
        for (ByteBuf words = channels.get(link).readOutbound();
                words != null;
                words = channels.get(link).readOutbound()) {
            said.append(words.toString(StandardCharsets.ISO_8859_1));
            words.release();
        }
        return said.toString();
    }

    @Override
    public void close() {
        swarm.close();
    }
}
