package io.echelon.bench;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What is run in each round, in this order.
record Plan(List<Step> steps) {
    /// @param name of the first case that wants it
    /// @param figures that have to be in its raw line
    record Step(String name, Measurement measurement, Set<String> figures) {}

    /// @param present those that can be started here; what the others were to do is left out
    static Plan of(List<Case> cases, Set<Product> present) {
        Map<Measurement, Step> steps = new LinkedHashMap<>();
        for (Case each : cases) {
            for (Row row : each.rows()) {
                for (Reading reading : row.allReadings()) {
                    if (present.contains(reading.product())) {
                        steps.computeIfAbsent(
                                        reading.measurement(),
                                        measurement -> new Step(each.name(), measurement, new LinkedHashSet<>()))
                                .figures()
                                .add(reading.figure());
                    }
                }
            }
        }
        return new Plan(List.copyOf(steps.values()));
    }

    Set<Product> products() {
        return steps.stream().map(step -> step.measurement().product()).collect(Collectors.toSet());
    }
}
