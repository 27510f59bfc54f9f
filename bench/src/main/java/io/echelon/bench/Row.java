package io.echelon.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// One figure of a case: whose it is read from, and what is wanted of it.
///
/// @param readings one a server at most; that of Echelon is the first
/// @param atMost the median of Echelon by itself, if something is wanted of it
/// @param atLeast likewise
record Row(
        String title,
        Way way,
        List<Reading> readings,
        List<Comparison> comparisons,
        OptionalDouble atMost,
        OptionalDouble atLeast) {
    /// Echelon's figure beside another one.
    ///
    /// @param peer what the other one is called
    /// @param bound of the ratio; none if it is only shown
    record Comparison(String peer, Reading other, OptionalDouble bound) {}

    /// The same figure of the same task on each server, in comparison with Echelon.
    ///
    /// @param bounds by server; those that have none are only shown
    static Row of(
            String title,
            Way way,
            Task task,
            String figure,
            Collection<Product> products,
            Map<Product, Double> bounds) {
        List<Reading> readings = products.stream()
                .map(product -> Reading.of(product, task, figure))
                .toList();
        return of(title, way, readings, bounds);
    }

    /// As above, where loads or keys differ.
    static Row of(String title, Way way, List<Reading> readings, Map<Product, Double> bounds) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Reading reading : readings) {
            Product peer = reading.product();
            if (peer != Product.ECHELON) {
                Double bound = bounds.get(peer);
                comparisons.add(new Comparison(
                        peer.title(), reading, bound == null ? OptionalDouble.empty() : OptionalDouble.of(bound)));
            }
        }
        return new Row(title, way, readings, comparisons, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// The same, in comparison with another figure as well.
    Row against(String name, Reading other, double bound) {
        Comparison comparison = new Comparison(name, other, OptionalDouble.of(bound));
        List<Comparison> all =
                Stream.concat(comparisons.stream(), Stream.of(comparison)).toList();
        return new Row(title, way, readings, all, atMost, atLeast);
    }

    /// The same, with a bound for Echelon by itself.
    Row atMost(double bound) {
        return new Row(title, way, readings, comparisons, OptionalDouble.of(bound), atLeast);
    }

    /// The same, with a bound for Echelon by itself, of what there should be much.
    Row atLeast(double bound) {
        return new Row(title, way, readings, comparisons, atMost, OptionalDouble.of(bound));
    }

    /// The same, with nobody compared: what says how it was measured, and not how well.
    Row onlyShown() {
        return new Row(title, way, readings, List.of(), atMost, atLeast);
    }

    /// All that has to be read for it.
    List<Reading> allReadings() {
        return Stream.concat(readings.stream(), comparisons.stream().map(Comparison::other))
                .distinct()
                .toList();
    }
}
