package io.echelon.bench;

/// One figure of one measurement.
///
/// @param figure its key in the raw line
record Reading(Measurement measurement, String figure) {
    static Reading of(Product product, Task task, String figure) {
        return new Reading(new Measurement(product, task), figure);
    }

    Product product() {
        return measurement.product();
    }
}
