package io.echelon.server.net;

import io.echelon.core.Effect.Deliver;
import io.echelon.core.Recipients;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.LineForm;
import io.echelon.server.gateway.Lines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Commands of one batch for the same recipients, joined: their lines are written once for each
/// form, and all recipients are sent the same buffer.
final class FanOut {
    private final Recipients recipients;
    private final ReplyWriter writer;
    private final ByteBufAllocator allocator;
    private final List<Deliver> commands = new ArrayList<>();
    private final Map<LineForm, SharedBuffer> buffers = new EnumMap<>(LineForm.class);
    private boolean isComplete;

    FanOut(Recipients recipients, ReplyWriter writer, ByteBufAllocator allocator) {
        this.recipients = recipients;
        this.writer = writer;
        this.allocator = allocator;
    }

    /// @return whether the command is for the same recipients, for all of whom the lines go together
    boolean takes(Deliver command) {
        return !isComplete && buffers.isEmpty() && recipients.matches(command.recipients());
    }

    /// Takes no more: somebody among the recipients is not to be sent these lines, but will be sent the
    /// next.
    void complete() {
        isComplete = true;
    }

    void add(Deliver command) {
        commands.add(command);
    }

    /// How many commands they are.
    int size() {
        return commands.size();
    }

    Recipients recipients() {
        return recipients;
    }

    /// Sends the lines, to be flushed before this is called for another connection.
    void shareWith(Connection connection) {
        connection.put(buffer(connection.form()));
    }

    /// Sends the lines, to be flushed whenever.
    void copyTo(Connection connection) {
        connection.put(buffer(connection.form()).duplicate());
    }

    /// To be called when a connection has kept what it was lent.
    void renew() {
        buffers.values().forEach(SharedBuffer::renew);
    }

    void release() {
        buffers.values().forEach(SharedBuffer::release);
    }

    private SharedBuffer buffer(LineForm form) {
        SharedBuffer buffer = buffers.get(form);
        if (buffer == null) {
            buffer = new SharedBuffer(encoded(form));
            buffers.put(form, buffer);
        }
        return buffer;
    }

    private ByteBuf encoded(LineForm form) {
        writer.clear();
        for (Deliver command : commands) {
            Lines.command(writer, form, command);
        }
        return allocator.directBuffer(writer.length()).writeBytes(writer.array(), 0, writer.length());
    }
}
