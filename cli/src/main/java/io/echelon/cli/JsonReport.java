package io.echelon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.echelon.client.Accepted;
import io.echelon.client.Cancellation;
import io.echelon.client.Outcome;
import io.echelon.client.Output;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;

/// For programs: an object a line. The last one has the type `closed`, `cancelled`, `rejected` or `lost`.
final class JsonReport implements SendReport {
    private static final Set<String> OWN_KEYS = Set.of("type", "code", "name", "text");

    private final JsonLines lines;
    private final boolean showsProgress;
    private final boolean showsOutput;

    /// @param showsProgress whether there is to be an object for each change of the tally
    /// @param showsOutput whether there is to be one for each part of what executors put out
    JsonReport(PrintWriter output, boolean showsProgress, boolean showsOutput) {
        lines = new JsonLines(output);
        this.showsProgress = showsProgress;
        this.showsOutput = showsOutput;
    }

    @Override
    public boolean isWatching() {
        return showsProgress || showsOutput;
    }

    /// Of one that is new the last object has all that a program can use.
    @Override
    public void onAccepted(Accepted word) {
        if (word.isRepeated()) {
            lines.write("dup", json -> json.writeNumberField("command", word.command()));
        }
    }

    @Override
    public void onOutput(Output output) {
        if (showsOutput) {
            lines.write("output", json -> {
                json.writeNumberField("command", output.command());
                json.writeStringField("member", output.executor().toString());
                json.writeNumberField("rank", output.rank());
                json.writeNumberField("stream", output.stream());
                JsonLines.writeBody(json, output.body());
            });
        }
    }

    @Override
    public void onTally(Tally tally) {
        if (showsProgress) {
            write("tally", tally);
        }
    }

    @Override
    public void onResult(Result result) {
        lines.write("result", json -> {
            json.writeNumberField("command", result.command());
            json.writeStringField("member", result.executor().toString());
            json.writeNumberField("rank", result.rank());
            json.writeStringField("state", result.outcome().key());
            if (result.code() != null) {
                json.writeNumberField("rc", result.code());
            }
            json.writeNumberField("ms", result.elapsed().toMillis());
            JsonLines.writeBody(json, result.body());
        });
    }

    @Override
    public void onClosed(Tally tally) {
        write("closed", tally);
    }

    private void write(String type, Tally tally) {
        lines.write(type, json -> {
            json.writeNumberField("command", tally.command());
            json.writeNumberField("total", tally.total());
            json.writeObjectFieldStart("states");
            for (Map.Entry<Outcome, Integer> count : tally.counts().entrySet()) {
                json.writeNumberField(count.getKey().key(), count.getValue());
            }
            json.writeEndObject();
            if (tally.elapsed() != null) {
                json.writeNumberField("ms", tally.elapsed().toMillis());
            }
        });
    }

    @Override
    public void onCalledBack(long command, Cancellation cancellation) {
        lines.write("cancelled", json -> {
            json.writeNumberField("command", command);
            json.writeNumberField("dropped", cancellation.dropped());
            json.writeNumberField("asked", cancellation.asked());
        });
    }

    @Override
    public void onRejected(RefusedException refused) {
        lines.write("rejected", json -> {
            json.writeNumberField("code", refused.code());
            json.writeStringField("name", refused.codeName());
            json.writeStringField("text", refused.text());
            writeDetails(json, refused.details());
        });
    }

    private static void writeDetails(JsonGenerator json, Map<String, String> details) throws IOException {
        for (Map.Entry<String, String> detail : details.entrySet()) {
            if (!OWN_KEYS.contains(detail.getKey())) {
                json.writeStringField(detail.getKey(), detail.getValue());
            }
        }
    }

    @Override
    public void onLost(String why) {
        lines.write("lost", json -> json.writeStringField("text", why));
    }
}
