package io.echelon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines in, lines out: for pipes and files.
final class PlainDialogue implements Dialogue {
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final Printer printer;

    PlainDialogue(PrintWriter output) {
        printer = new Printer(lines -> {
            output.println(lines);
            output.flush();
        });
    }

    @Override
    public void show(String text) {
        printer.print(text);
    }

    @Override
    public @Nullable String read() throws IOException {
        return input.readLine();
    }

    @Override
    public void close() {
        printer.close();
    }
}
