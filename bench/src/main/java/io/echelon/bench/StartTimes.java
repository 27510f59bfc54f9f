package io.echelon.bench;

/// When requests were sent that are not answered yet, where answers come in their order.
final class StartTimes {
    private static final int FIRST_ROOM = 16;

    private long[] nanos = new long[FIRST_ROOM];
    private int first;
    private int count;

    void add(long start) {
        if (count == nanos.length) {
            grow();
        }
        nanos[(first + count) & (nanos.length - 1)] = start;
        count++;
    }

    /// @throws DriveException if nothing was asked
    long remove() throws DriveException {
        if (count == 0) {
            throw new DriveException("a server answers what was not asked");
        }
        long start = nanos[first];
        first = (first + 1) & (nanos.length - 1);
        count--;
        return start;
    }

    private void grow() {
        long[] more = new long[nanos.length * 2];
        for (int i = 0; i < count; i++) {
            more[i] = nanos[(first + i) & (nanos.length - 1)];
        }
        nanos = more;
        first = 0;
    }
}
