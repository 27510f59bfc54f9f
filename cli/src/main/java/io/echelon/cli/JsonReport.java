package io.echelon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.echelon.client.Accepted;
import io.echelon.client.Outcome;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;

/// For programs: an object a line. The last one has the type `closed`, `rejected` or `lost`.
final class JsonReport implements SendReport {
    private static final Set<String> OWN_KEYS = Set.of("type", "code", "name", "text");

    private final JsonLines lines;

    JsonReport(PrintWriter output) {
        lines = new JsonLines(output);
    }

    @Override
    public void onAccepted(Accepted word) {
        // The last object has all of it that a program can use.
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
        lines.write("closed", json -> {
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
