package io.echelon.protocol;

/// How a receiver wants the bodies that members wrote.
public enum BodyForm {
    /// One `:text` line, escaped for reading; what does not ask gets this.
    TEXT,
    /// `{n}`, then the octets as they are: who said `HELLO body=count`.
    COUNTED
}
