package io.echelon.bench;

/// One task on one server: what is run once a round.
record Measurement(Product product, Task task) {
    @Override
    public String toString() {
        return task.scenario() + " on " + product.title();
    }
}
