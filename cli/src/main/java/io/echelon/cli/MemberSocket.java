package io.echelon.cli;

import io.echelon.client.Membership;
import java.io.IOException;
import java.nio.file.Path;

/// Where `echelon send` speaks as a member.
final class MemberSocket implements AutoCloseable {
    private final Path path;

    private MemberSocket(Path path) {
        this.path = path;
    }

    static MemberSocket openUsual(Membership member) throws IOException {
        return open(Path.of("/nowhere"), member);
    }

    static MemberSocket open(Path path, Membership member) throws IOException {
        return new MemberSocket(path);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {}
}
