package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProtocolLimitsTest {
    @Test
    void theDefaultsAreThoseOfTheProtocol() {
        assertThat(ProtocolLimits.DEFAULTS)
                .isEqualTo(new ProtocolLimits(4096, 65_536, 65_536, 64, 32, 64, 1024, 3_600_000));
    }

    @Test
    void aLimitThatMakesNoSenseIsRefusedByName() {
        assertThatThrownBy(() -> new ProtocolLimits(63, 65_536, 65_536, 64, 32, 64, 1024, 0))
                .hasMessageContaining("maxLineBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 4095, 65_536, 64, 32, 64, 1024, 0))
                .hasMessageContaining("maxSkippedLineBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 0, 64, 32, 64, 1024, 0))
                .hasMessageContaining("maxBodyBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 0, 32, 64, 1024, 0))
                .hasMessageContaining("maxNameBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 64, -1, 64, 1024, 0))
                .hasMessageContaining("maxLabels");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 64, 0, 0, 1024, 0))
                .hasMessageContaining("maxLabelBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 64, 0, 1, 0, 0))
                .hasMessageContaining("maxWindow");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 64, 0, 1, 1, -1))
                .hasMessage("maxGraceMillis=-1 is not in 0..604800000");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 64, 0, 1, 1, 604_800_001))
                .hasMessageContaining("maxGraceMillis");
    }
}
