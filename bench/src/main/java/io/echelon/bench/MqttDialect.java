package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/// MQTT 3.1.1 with QoS 0: a session that ends with its connection, never asked for a sign of life.
final class MqttDialect implements Dialect {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int SUBSCRIBE = 0x82;
    private static final int LEVEL = 4;
    private static final int CLEAN_SESSION = 2;
    private static final int LENGTH_BITS = 7;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    @Override
    public Exchange greeting(int group) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        writeText(packet, "MQTT");
        packet.write(LEVEL);
        packet.write(CLEAN_SESSION);
        writeShort(packet, 0); // No keep-alive.
        writeText(packet, ""); // The server makes up an identifier.
        return new Exchange(packet(CONNECT, packet), 1);
    }

    @Override
    public byte[] answerToGreeting() {
        return new byte[] {CONNACK, 2, 0, 0};
    }

    @Override
    public Exchange subscription(int group) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        writeShort(packet, 1);
        writeText(packet, topic(group));
        packet.write(0); // QoS
        return new Exchange(packet(SUBSCRIBE, packet), 1);
    }

    @Override
    public byte[] message(int group, int senders, byte[] body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        writeText(packet, topic(group));
        packet.writeBytes(body);
        return packet(PUBLISH, packet);
    }

    @Override
    public Answers answers() {
        return new MqttAnswers();
    }

    @Override
    public Answers receipts(int receivers) {
        return new MqttAnswers();
    }

    @Override
    public int receiptsPerMessage() {
        return 0;
    }

    private static String topic(int group) {
        return "g" + group;
    }

    private static byte[] packet(int type, ByteArrayOutputStream rest) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        int length = rest.size();
        while (length > LENGTH_MASK) {
            packet.write((length & LENGTH_MASK) | (1 << LENGTH_BITS));
            length >>= LENGTH_BITS;
        }
        packet.write(length);
        packet.writeBytes(rest.toByteArray());
        return packet.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream packet, String text) {
        writeShort(packet, text.length());
        packet.writeBytes(text.getBytes(US_ASCII));
    }

    private static void writeShort(ByteArrayOutputStream packet, int value) {
        packet.write(value >> Byte.SIZE);
        packet.write(value);
    }
}
