package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.echelon.bench.GrpcConnection.Call;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// etcd, over gRPC. Who writes puts a value under one of a few keys of its own. Who is to lead has a lease, which it
/// keeps alive three times in its length, and campaigns with it.
final class EtcdClient extends ClusterClient implements GrpcConnection.Listener {
    /// The shortest length of a lease that there is.
    private static final long LEASE_SECONDS = 1;

    private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(LEASE_SECONDS) / 3;

    private static final String PUT = "/etcdserverpb.KV/Put";
    private static final String GRANT = "/etcdserverpb.Lease/LeaseGrant";
    private static final String KEEP_ALIVE = "/etcdserverpb.Lease/LeaseKeepAlive";
    private static final String CAMPAIGN = "/v3electionpb.Election/Campaign";

    private static final int KEYS = 64;

    private final Duty duty;
    private final String place;
    private final byte[][] puts = new byte[KEYS][];
    private final GrpcConnection grpc = new GrpcConnection(PUT, this);
    private int written;
    private @Nullable Call grant;
    private @Nullable Call renewals;
    private @Nullable Call campaign;
    private byte[] renewal = {};
    private boolean isSilent;

    /// @param place what its keys begin with, or the name of the election
    EtcdClient(Duty duty, String place, byte[] body) {
        this.duty = duty;
        this.place = place;
        for (int key = 0; key < KEYS; key++) {
            puts[key] = new Protobuf()
                    .put(1, "%s/%02d".formatted(place, key))
                    .put(2, body)
                    .toBytes();
        }
    }

    @Override
    void greet() throws DriveException {
        ByteBuf out = fresh();
        grpc.begin(out);
        if (duty == Duty.LEAD) {
            byte[] request = new Protobuf().put(1, LEASE_SECONDS).toBytes();
            grant = grpc.call(out, GRANT, request, true);
            say(out);
        } else {
            say(out);
            tellReady();
        }
    }

    @Override
    void write(long nanos) throws DriveException {
        ByteBuf out = fresh();
        grpc.call(out, puts[written++ % KEYS], nanos);
        say(out);
    }

    @Override
    void fallSilent() {
        isSilent = true;
    }

    @Override
    void read(ByteBuf bytes) throws DriveException {
        ByteBuf out = fresh();
        grpc.read(bytes, out);
        if (out.isReadable()) {
            say(out);
        } else {
            out.release();
        }
    }

    @Override
    public void onMessage(Call call, byte[] message) throws DriveException {
        if (call == grant) {
            campaign(Protobuf.number(message, 2));
        } else if (call == campaign) {
            listener().onFirst(this);
        } else if (Protobuf.number(message, 3) <= 0) {
            throw new DriveException("a lease is over that should not be");
        }
    }

    private void campaign(long lease) throws DriveException {
        ByteBuf out = fresh();
        renewal = new Protobuf().put(1, lease).toBytes();
        renewals = grpc.call(out, KEEP_ALIVE, renewal, false);
        byte[] request = new Protobuf()
                .put(1, place)
                .put(2, lease)
                .put(3, "here".getBytes(US_ASCII))
                .toBytes();
        campaign = grpc.call(out, CAMPAIGN, request, true);
        say(out);
        fleet().schedule(this::renew, RENEWAL_NANOS);
        tellReady();
    }

    private void renew() {
        attempt(() -> {
            Call open = renewals;
            if (!isSilent && open != null) {
                ByteBuf out = fresh();
                grpc.send(out, open, renewal, false);
                say(out);
                flush();
                fleet().schedule(this::renew, RENEWAL_NANOS);
            }
        });
    }

    @Override
    public void onGood(Call call) throws DriveException {
        if (call != grant && call != campaign) {
            listener().onAcknowledged(this, call.startNanos());
        }
    }

    @Override
    public void onBad(Call call) throws DriveException {
        DriveException why = new DriveException("etcd refuses");
        if (call == grant || call == campaign || call == renewals) {
            throw why;
        }
        listener().onRefused(this, why);
    }

    private static ByteBuf fresh() {
        return PooledByteBufAllocator.DEFAULT.directBuffer();
    }
}
