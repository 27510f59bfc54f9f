package io.echelon.cli;

import io.echelon.client.ClientOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--server`, which every verb has that connects to one.
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:ECHELON_SERVER:-localhost:7411}",
            description = "The server, or with commas between them several, of which the first that answers is"
                    + " taken. Default: $ECHELON_SERVER, else localhost:7411")
    private String address = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    ServerOption() {}

    /// @throws ParameterException if it is no address
    ClientOptions options() {
        try {
            return ClientOptions.at(address);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--server: " + wrong.getMessage(), wrong);
        }
    }
}
