package io.echelon.testkit.chaos;

import java.util.stream.Stream;

/// What can be done to a cluster.
public enum Fault {
    KILL_LEADER("kill -9 of the leader", Need.NOTHING),
    KILL_FOLLOWER("kill -9 of a follower", Need.NOTHING),
    KILL_TWO("kill -9 of two", Need.NOTHING),
    KILL_ALL("kill -9 of all", Need.NOTHING),
    STOP_LEADER("SIGTERM of the leader", Need.NOTHING),
    STOP_FOLLOWER("SIGTERM of a follower", Need.NOTHING),
    FREEZE_LEADER("SIGSTOP of the leader", Need.NOTHING),
    FREEZE_FOLLOWER("SIGSTOP of a follower", Need.NOTHING),
    CUT_OFF_LEADER("the leader cut off", Need.NETWORK),
    CUT_OFF_FOLLOWER("a follower cut off", Need.NETWORK),
    CUT_OFF_LEADER_FROM_SERVERS("the leader cut off from the servers", Need.NETWORK),
    CUT_OFF_FOLLOWER_FROM_SERVERS("a follower cut off from the servers", Need.NETWORK),
    FILL_DISK("a full disk", Need.DISK);

    /// What a fault takes that is not there on every machine.
    enum Need {
        NOTHING,
        NETWORK,
        DISK
    }

    private final String text;
    private final Need need;

    Fault(String text, Need need) {
        this.text = text;
        this.need = need;
    }

    /// Whether servers have to be on a network that can be cut.
    boolean needsNetwork() {
        return need == Need.NETWORK;
    }

    /// Whether a server has to be on a disk that can be filled.
    boolean needsDisk() {
        return need == Need.DISK;
    }

    /// @param name as in `kill-leader`
    /// @throws IllegalArgumentException if there is none of that name
    static Fault named(String name) {
        return Stream.of(values())
                .filter(fault -> fault.name().equalsIgnoreCase(name.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault " + name));
    }

    @Override
    public String toString() {
        return text;
    }
}
