package io.echelon.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.echelon.protocol.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// JSON for programs, an object a line, each out before the next begins. All of it is ASCII, whatever the
/// terminal or the pipe can take.
final class JsonLines {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final PrintWriter output;

    JsonLines(PrintWriter output) {
        this.output = output;
    }

    /// Writes the fields of one object.
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /// Writes an object.
    ///
    /// @param type what it tells, its first field
    void write(String type, Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        output.println(line);
        output.flush();
    }

    /// What a member wrote: `text`, or `base64` where it is no UTF-8.
    static void writeBody(JsonGenerator json, byte[] body) throws IOException {
        if (VisibleText.isUtf8(body, 0, body.length)) {
            json.writeStringField("text", new String(body, StandardCharsets.UTF_8));
        } else {
            json.writeBinaryField("base64", body);
        }
    }
}
