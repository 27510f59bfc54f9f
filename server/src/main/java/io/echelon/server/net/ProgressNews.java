package io.echelon.server.net;

import io.echelon.core.CommandId;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.OutputTold;
import io.echelon.core.Effect.ProgressTold;
import io.echelon.core.Effect.TallyMoved;
import io.echelon.core.MemberId;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.Lines;
import java.util.function.IntFunction;

/// Tells who watches a command how it gets on: not too often, and nobody who is behind with reading.
final class ProgressNews {
    private final Pace pace;
    private final IntFunction<LoopMembers> members;
    private final ReplyWriter writer = new ReplyWriter();

    /// @param members of each group
    ProgressNews(Pace pace, IntFunction<LoopMembers> members) {
        this.pace = pace;
        this.members = members;
    }

    void onTallyMoved(TallyMoved moved) {
        if (moved.isOpen()) {
            pace.tell(moved.command(), Pace.TALLY, () -> tellMoved(moved));
        } else {
            pace.end(moved.command());
            tellMoved(moved);
            members.apply(moved.command().group()).commandWatchers().close(moved.command());
        }
    }

    private void tellMoved(TallyMoved moved) {
        tell(moved.command(), moved.sender(), (lines, form) -> Lines.moved(lines, form, moved));
    }

    /// Output is not paced: none of it stands for what came before.
    void onOutputTold(OutputTold told) {
        tell(told.command(), told.sender(), (lines, form) -> Lines.output(lines, form, told));
    }

    void onProgressTold(ProgressTold told) {
        pace.tell(
                told.command(),
                told.executor().number(),
                () -> tell(told.command(), told.sender(), (lines, form) -> Lines.progress(lines, form, told)));
    }

    /// It has ended there: no progress is told any more.
    void onOutcomeTold(OutcomeTold told) {
        pace.end(told.command(), told.executor().number());
    }

    private void tell(CommandId command, MemberId sender, Egress.Line line) {
        LoopMembers group = members.apply(command.group());
        group.commandWatchers().forEach(command, sender, number -> {
            Connection watcher = group.find(number);
            if (watcher != null) {
                writer.clear();
                line.write(writer, watcher.form());
                watcher.writeSpare(writer.array(), writer.length());
            }
        });
    }
}
