package io.echelon.bench;

import java.util.List;

/// Something people may want of such a server, and the figures that tell how well it does it.
///
/// @param name to ask for it, as in `fan-out-1000`
/// @param title what happens in it
record Case(String name, String title, List<Row> rows) {}
