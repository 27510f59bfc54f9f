package io.echelon.server.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says that connections cannot be accepted, usually for want of descriptors; now and then, not
/// each time. Netty itself lets the accepting rest for a second after each failure.
final class AcceptFailures extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(60);

    private long failures;
    private long lastSaidNanos;

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failures++;
        long nowNanos = System.nanoTime();
        if (failures == 1 || nowNanos - lastSaidNanos > QUIET_NANOS) {
            lastSaidNanos = nowNanos;
            LOG.warn(
                    "cannot accept connections ({} failures so far): {}; trying again in a second. "
                            + "If descriptors ran out, raise ulimit -n",
                    failures,
                    cause.getMessage());
        }
    }
}
