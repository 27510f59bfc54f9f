package io.echelon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.echelon.core.Limits;
import io.echelon.protocol.ProtocolLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerOptionsTest {
    @Test
    void whatHoldsUnlessItIsSetIsWhatCoreAndProtocolSay() {
        assertThat(ServerOptions.DEFAULTS.coreLimits()).isEqualTo(Limits.DEFAULTS);
        assertThat(ServerOptions.DEFAULTS.protocolLimits()).isEqualTo(ProtocolLimits.DEFAULTS);
    }

    @ParameterizedTest
    @EnumSource
    void aLimitIsFoundByItsKeyAndKeptInItsRange(Limit limit) {
        assertThat(Limit.withKey(limit.key())).isEqualTo(limit);
        assertThat(ServerOptions.DEFAULTS.limit(limit)).isEqualTo(limit.standard());
        assertThat(limit.standard()).isBetween(limit.smallest(), limit.largest());
        for (long wrong : new long[] {limit.smallest() - 1, limit.largest() + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServerOptions.DEFAULTS.withLimit(limit, wrong))
                    .withMessage("%s must be %d to %d, not %d", limit.key(), limit.smallest(), limit.largest(), wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aPortOutOfRangeIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.DEFAULTS.withPort(port))
                .withMessageContaining("0 to 65535");
    }

    @Test
    void aConnectionMustBeAbleToHoldTwoBodies() {
        ServerOptions options = ServerOptions.DEFAULTS.withLimit(Limit.ROSTER, 4_096);

        assertThat(options.withLimit(Limit.OUTBOUND, 2 * 65_536).limit(Limit.OUTBOUND))
                .isEqualTo(131_072);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withLimit(Limit.OUTBOUND, 2 * 65_536 - 1))
                .withMessageContaining("at least twice body");
    }

    @Test
    void oneChangeLeavesTheRestAsItWas() {
        ServerOptions options = ServerOptions.DEFAULTS
                .withHost("::1")
                .withPort(0)
                .withAutojoin(false)
                .withVersion("2")
                .withLimit(Limit.CAPACITY, 7);

        assertThat(options.host()).isEqualTo("::1");
        assertThat(options.port()).isZero();
        assertThat(options.autojoin()).isFalse();
        assertThat(options.version()).isEqualTo("2");
        assertThat(options.count(Limit.CAPACITY)).isEqualTo(7);
    }
}
