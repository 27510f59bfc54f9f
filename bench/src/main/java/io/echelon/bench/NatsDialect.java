package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/// NATS: core subjects, not verbose, so that it tells a publisher nothing.
final class NatsDialect implements Dialect {
    private static final byte[] PING = ascii("PING\r\n");
    private static final byte[] PONG = ascii("PONG\r\n");

    @Override
    public Exchange greeting(int group) {
        return new Exchange(ascii("CONNECT {\"verbose\":false,\"pedantic\":false}\r\nPING\r\n"), 1);
    }

    @Override
    public byte[] answerToGreeting() {
        return ascii("INFO {}\r\nPONG\r\n");
    }

    @Override
    public Exchange subscription(int group) {
        return new Exchange(ascii("SUB " + subject(group) + " 1\r\nPING\r\n"), 1);
    }

    @Override
    public byte[] message(int group, int senders, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(ascii("PUB " + subject(group) + " " + body.length + "\r\n"));
        message.writeBytes(body);
        message.writeBytes(ascii("\r\n"));
        return message.toByteArray();
    }

    @Override
    public Answers answers() {
        return new NatsAnswers();
    }

    @Override
    public Answers receipts(int receivers) {
        return new NatsAnswers();
    }

    @Override
    public int receiptsPerMessage() {
        return 0;
    }

    /// A ping that is neither the first nor the last thing that was read is not seen. The server is content as long as
    /// one of three is answered, and asks every other minute.
    @Override
    public void oblige(Link link, ByteBuf bytes) {
        if (isPing(bytes, bytes.writerIndex() - PING.length) || isPing(bytes, bytes.readerIndex())) {
            link.say(PONG);
        }
    }

    private static boolean isPing(ByteBuf bytes, int at) {
        if (at < bytes.readerIndex() || at + PING.length > bytes.writerIndex()) {
            return false;
        }
        for (int i = 0; i < PING.length; i++) {
            if (bytes.getByte(at + i) != PING[i]) {
                return false;
            }
        }
        return true;
    }

    private static String subject(int group) {
        return "g" + group;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
