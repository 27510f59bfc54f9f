package io.echelon.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps a client in touch with its server, on a thread of its own: looks whether it is alive, connects
/// again when the connection broke, and ends the client when that is not wanted, or in vain.
final class Keeper {
    private static final System.Logger LOG = System.getLogger("io.echelon.client");

    private final Client client;
    private final Link link;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasNews = lock.newCondition();
    private @Nullable ConnectionLostException givenUpBy;
    private boolean hasToLook;
    /// Servers in turn that were found to have no majority: each is left for the next at once, but for the
    /// last that there is.
    private int minorities;

    /// To connect again, since a connection last stood for a while.
    private int attempts;

    Keeper(Client client, Link link) {
        this.client = client;
        this.link = link;
    }

    void start() {
        DaemonThreads.start("keeper", this::run);
    }

    /// There is to be no connection any more. Any thread may call, for the first cause counts.
    void giveUp(ConnectionLostException cause) {
        lock.lock();
        try {
            if (givenUpBy == null) {
                givenUpBy = cause;
            }
            hasNews.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Has it look what there is to be done: the connection has ended, or is to be pinged more often. Any
    /// thread may call.
    void look() {
        lock.lock();
        try {
            hasToLook = true;
            hasNews.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The server has no majority. The next attempt goes to another, at once. Any thread may call.
    void goElsewhere() {
        link.advance();
        countMinority();
    }

    private void countMinority() {
        lock.lock();
        try {
            minorities = minorities + 1 < link.serverCount() ? minorities + 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        ConnectionLostException end = null;
        try {
            while (end == null) {
                end = comeBack(keepAlive(link.current()));
            }
        } catch (RuntimeException | Error bug) {
            end = new ConnectionLostException(LossReason.INTERNAL, "a bug in the client: " + bug, bug);
            link.drop(link.current());
            throw bug;
        } finally {
            client.end(Objects.requireNonNull(end));
        }
    }

    /// Pings until the connection has ended.
    ///
    /// @return why it has
    private ConnectionLostException keepAlive(Connection connection) {
        long sinceNanos = System.nanoTime();
        long beatNanos = sinceNanos;
        Pulse pulse = new Pulse(connection, link.tenure());
        ConnectionLostException cause = connection.endedBy();
        while (cause == null) {
            long intervalNanos = client.pingNanos();
            long nanosLeft = beatNanos + intervalNanos - System.nanoTime();
            if (nanosLeft <= 0) {
                beatNanos = System.nanoTime();
                pulse.beat(intervalNanos);
            } else {
                pause(nanosLeft);
            }
            cause = connection.endedBy();
        }
        if (System.nanoTime() - sinceNanos > client.options().backoff().cap().toNanos()) {
            attempts = 0;
        }
        return cause;
    }

    /// @return why the client has ended; null if it has come back
    private @Nullable ConnectionLostException comeBack(ConnectionLostException cause) {
        Incumbency lost = client.comingBack();
        if (lost == null) {
            return cause;
        }
        while (lost.comesBack()) {
            ConnectionLostException end = givenUpBy();
            if (end != null) {
                return end;
            }
            if (isDue(lost)) {
                attempts++;
                tryOnce(lost);
            }
        }
        ConnectionLostException loss = lost.standing().loss();
        if (loss != null) {
            link.drop(link.current());
        }
        return loss;
    }

    /// Waits for the next attempt, which is to be made at once where it is the first, else elsewhere.
    ///
    /// @return false if it is to be asked once more whether there is any
    private boolean isDue(Incumbency lost) {
        if (attempts > 0) {
            link.advance();
        }
        long nanosLeft = isInHurry() ? 0 : client.options().backoff().delayNanos(attempts);
        long dueNanos = System.nanoTime() + nanosLeft;
        while (nanosLeft > 0 && givenUpBy() == null) {
            long awayNanosLeft = lost.awayNanosLeft(System.nanoTime());
            if (awayNanosLeft <= 0) {
                lost.expire();
                return lost.comesBack();
            }
            pause(Math.min(nanosLeft, awayNanosLeft));
            nanosLeft = dueNanos - System.nanoTime();
        }
        return givenUpBy() == null;
    }

    private void tryOnce(Incumbency lost) {
        String epoch = link.epoch();
        try {
            Connection connection = link.connect(lost.patience(client.options().connectTimeout()), client.events());
            new Comeback(client, lost, connection).run(epoch.equals(link.epoch()));
            forgetMinorities();
        } catch (IOException failure) {
            if (failure instanceof RefusedException refused && refused.isForWantOfMajority()) {
                countMinority();
            } else {
                forgetMinorities();
            }
            LOG.log(Level.DEBUG, "not back yet: {0}", failure.getMessage());
            Connection failed = link.current();
            link.drop(failed);
            lost.onFailed(failed.endedBy());
        }
    }

    private boolean isInHurry() {
        lock.lock();
        try {
            return minorities > 0;
        } finally {
            lock.unlock();
        }
    }

    private void forgetMinorities() {
        lock.lock();
        try {
            minorities = 0;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ConnectionLostException givenUpBy() {
        lock.lock();
        try {
            return givenUpBy;
        } finally {
            lock.unlock();
        }
    }

    private void pause(long nanos) {
        lock.lock();
        try {
            long nanosLeft = nanos;
            while (!hasToLook && givenUpBy == null && nanosLeft > 0) {
                nanosLeft = hasNews.awaitNanos(nanosLeft);
            }
            hasToLook = false;
        } catch (InterruptedException ignored) {
            // Nobody interrupts this thread; whoever does has it look again.
        } finally {
            lock.unlock();
        }
    }
}
