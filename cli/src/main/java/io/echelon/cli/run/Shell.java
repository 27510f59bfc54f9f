package io.echelon.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How scripts are run in process groups of their own.
///
/// @param command starts a POSIX shell
/// @param hasSetsid whether `setsid` makes the groups; else it is job control, which some shells refuse where
/// there is no terminal
record Shell(List<String> command, boolean hasSetsid) {
    /// That of this machine.
    static Shell usual() {
        return new Shell(List.of("/bin/sh"), Executables.usual().has("setsid"));
    }

    /// @param script a name in `folder`, which it gets as its first argument
    ProcessBuilder inOwnGroup(Path folder, String script, List<String> arguments) {
        List<String> line = new ArrayList<>();
        if (hasSetsid) {
            line.add("setsid");
        } else {
            line.addAll(command);
            line.add(folder.resolve(Scripts.BACKGROUND).toString());
        }
        line.addAll(command);
        line.add(folder.resolve(script).toString());
        line.add(folder.toString());
        line.addAll(arguments);
        return new ProcessBuilder(line);
    }
}
