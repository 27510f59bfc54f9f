package io.echelon.replication.codec;

import java.io.IOException;

/// A snapshot that cannot be trusted.
public final class DamagedSnapshotException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedSnapshotException(String problem) {
        super("the snapshot cannot be read: " + problem);
    }
}
