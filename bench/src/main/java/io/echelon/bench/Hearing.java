package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Reads the answers on one connection, however they are chopped.
final class Hearing implements Ear {
    /// Told how many good answers have come.
    interface Listener {
        void accept(int good) throws DriveException;
    }

    private final Answers answers;
    private final Listener onGood;
    private @Nullable ByteBuf unread;

    Hearing(Answers answers, Listener onGood) {
        this.answers = answers;
        this.onGood = onGood;
    }

    @Override
    public void hear(Link link, ByteBuf bytes) throws DriveException {
        ByteBuf all = unread == null ? bytes : unread.writeBytes(bytes);
        int good = answers.read(all);
        keep(all);
        link.rank(answers.rank());
        if (good > 0) {
            onGood.accept(good);
        }
    }

    private void keep(ByteBuf rest) {
        unread = rest.isReadable() ? Unpooled.buffer().writeBytes(rest) : null;
    }
}
