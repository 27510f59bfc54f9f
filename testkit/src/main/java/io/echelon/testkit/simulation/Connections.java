package io.echelon.testkit.simulation;

import io.echelon.core.ConnectionId;
import io.echelon.core.Input;

/// Which connection an input is about.
final class Connections {
    private Connections() {}

    /// @param input of a batch
    static ConnectionId of(Input input) {
        return switch (input) {
            case Input.AboutCommand about -> about.connection();
            case Input.JoinRequested requested -> requested.connection();
            case Input.ResumeRequested requested -> requested.connection();
            case Input.YieldRequested requested -> requested.connection();
            case Input.ObservationRequested requested -> requested.connection();
            case Input.LeaveRequested requested -> requested.connection();
            case Input.QuitRequested requested -> requested.connection();
            case Input.ConnectionLost lost -> lost.connection();
            case Input.RosterRequested requested -> requested.connection();
            case Input.PlaceRequested requested -> requested.connection();
            case Input.WatchRequested requested -> requested.connection();
            case Input.TimeAdvanced advanced -> notInBatches(input);
            case Input.ConnectionsLost lost -> notInBatches(input);
            case Input.GracesRestarted restarted -> notInBatches(input);
            case Input.SettingsChanged changed -> notInBatches(input);
            case Input.TokensRaised raised -> notInBatches(input);
        };
    }

    private static ConnectionId notInBatches(Input input) {
        throw new Violation("an edge offers what its connections do, and nothing else", input);
    }
}
