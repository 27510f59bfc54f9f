package io.echelon.cli;

/// Which of the standard streams are a terminal, as `./echelon` has found out: the JVM cannot tell them
/// apart.
enum Terminals {
    INPUT('0'),
    OUTPUT('1'),
    ERROR('2');

    private static final String FOUND = System.getProperty("echelon.terminals", "");

    private final char descriptor;

    Terminals(char descriptor) {
        this.descriptor = descriptor;
    }

    boolean isTerminal() {
        return FOUND.indexOf(descriptor) >= 0;
    }
}
