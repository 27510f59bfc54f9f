package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Cancellation;
import io.echelon.client.Output;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import java.io.PrintWriter;

/// For people: a line a result, then the tally; on standard error what is said meanwhile. What others wrote is
/// escaped.
final class TextReport implements SendReport {
    private static final String ERASED = "\r\u001b[K";

    /// How far it is, on standard error.
    enum Progress {
        HIDDEN,
        /// A line for each change.
        LINES,
        /// One line that is rewritten, on a terminal.
        REWRITTEN
    }

    private final PrintWriter output;
    private final PrintWriter errors;
    private final Progress progress;
    private final boolean showsOutput;
    private final OutputLines outputLines;
    private String status = "";

    /// @param errors takes complaints, how far it is, and what executors put out
    /// @param showsOutput whether that is wanted
    TextReport(PrintWriter output, PrintWriter errors, Progress progress, boolean showsOutput) {
        this.output = output;
        this.errors = errors;
        this.progress = progress;
        this.showsOutput = showsOutput;
        this.outputLines = new OutputLines((member, line) -> say(member + "| " + Shown.line(line)));
    }

    @Override
    public boolean isWatching() {
        return progress != Progress.HIDDEN || showsOutput;
    }

    @Override
    public void onAccepted(Accepted word) {
        if (word.isRepeated()) {
            say("echelon: nothing was sent: command " + word.command()
                    + " has this key, and this is what became of it");
        }
        status = "waiting for " + MemberText.members(word.targets()) + " …";
        rewrite(status);
    }

    @Override
    public void onOutput(Output said) {
        if (showsOutput) {
            outputLines.add(said.executor(), said.body());
        }
    }

    @Override
    public void onTally(Tally tally) {
        status = MemberText.counts(tally) + " …";
        if (progress == Progress.LINES) {
            say(status);
        } else {
            rewrite(status);
        }
    }

    @Override
    public void onResult(Result result) {
        outputLines.end(result.executor());
        print(MemberText.result(result));
        rewrite(status);
    }

    @Override
    public void onClosed(Tally tally) {
        status = "";
        print(MemberText.closed(tally));
    }

    @Override
    public void onCalledBack(long command, Cancellation cancellation) {
        status = "";
        say("echelon: " + MemberText.calledBack(command, cancellation));
    }

    @Override
    public void onRejected(RefusedException refused) {
        complain("rejected: " + refused.getMessage());
    }

    @Override
    public void onLost(String why) {
        complain(why + "; what becomes of the command is not known");
    }

    private void print(String text) {
        rewrite("");
        output.println(text);
        output.flush();
    }

    private void complain(String problem) {
        status = "";
        say("echelon: " + Shown.line(problem));
    }

    /// On standard error, above how far it is.
    private void say(String text) {
        rewrite("");
        errors.println(text);
        errors.flush();
        if (!status.isEmpty()) {
            rewrite(status);
        }
    }

    private void rewrite(String line) {
        if (progress == Progress.REWRITTEN) {
            errors.print(ERASED + line);
            errors.flush();
        }
    }
}
