package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import java.io.PrintWriter;

/// For people: a line a result, then the tally. What others wrote is escaped.
final class TextReport implements SendReport {
    private static final String ERASED = "\r\u001b[K";

    private final PrintWriter output;
    private final PrintWriter errors;
    private final boolean showsProgress;
    private int expected;
    private int results;

    /// @param errors takes complaints, and how far it is
    /// @param showsProgress whether that is a terminal, on which one line can be rewritten
    TextReport(PrintWriter output, PrintWriter errors, boolean showsProgress) {
        this.output = output;
        this.errors = errors;
        this.showsProgress = showsProgress;
    }

    @Override
    public void onAccepted(Accepted word) {
        expected = word.targets();
        progress(results + " of " + expected + " …");
    }

    @Override
    public void onResult(Result result) {
        results++;
        print(MemberText.result(result));
        progress(results + " of " + expected + " …");
    }

    @Override
    public void onClosed(Tally tally) {
        print(MemberText.closed(tally));
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
        progress("");
        output.println(text);
        output.flush();
    }

    private void complain(String problem) {
        progress("");
        errors.println("echelon: " + Shown.line(problem));
        errors.flush();
    }

    private void progress(String line) {
        if (showsProgress) {
            errors.print(ERASED + line);
            errors.flush();
        }
    }
}
