package io.echelon.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/// Bytes as they may come: in pieces.
final class Chopped {
    private Chopped() {}

    /// One byte for each character, up to 0xFF.
    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }

    /// Pieces of so many bytes, the last maybe shorter.
    static List<ByteBuf> pieces(String text, int size) {
        List<ByteBuf> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += size) {
            pieces.add(bytes(text.substring(from, Math.min(from + size, text.length()))));
        }
        return pieces;
    }
}
