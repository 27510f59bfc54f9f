package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/// Redis: RESP2, publish and subscribe.
final class RedisDialect implements Dialect {
    @Override
    public Exchange greeting(int group) {
        return new Exchange(array(ascii("PING")), 1);
    }

    @Override
    public byte[] answerToGreeting() {
        return ascii("+PONG\r\n");
    }

    @Override
    public Exchange subscription(int group) {
        return new Exchange(array(ascii("SUBSCRIBE"), channel(group)), 1);
    }

    @Override
    public byte[] message(int group, int senders, byte[] body) {
        return array(ascii("PUBLISH"), channel(group), body);
    }

    @Override
    public Answers answers() {
        return new RedisAnswers(ANY_RECEIVERS);
    }

    @Override
    public Answers receipts(int receivers) {
        return new RedisAnswers(receivers);
    }

    @Override
    public int receiptsPerMessage() {
        return 1;
    }

    private static byte[] channel(int group) {
        return ascii("g" + group);
    }

    private static byte[] array(byte[]... words) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("*" + words.length + "\r\n"));
        for (byte[] word : words) {
            request.writeBytes(ascii("$" + word.length + "\r\n"));
            request.writeBytes(word);
            request.writeBytes(ascii("\r\n"));
        }
        return request.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
