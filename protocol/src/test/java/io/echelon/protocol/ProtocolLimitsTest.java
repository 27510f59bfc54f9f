package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProtocolLimitsTest {
    @Test
    void theDefaultsAreThoseOfTheProtocol() {
        assertThat(ProtocolLimits.DEFAULTS).isEqualTo(new ProtocolLimits(4096, 65_536, 65_536, 64, 32, 64));
    }

    @Test
    void aLimitThatMakesNoSenseIsRefusedByName() {
        assertThatThrownBy(() -> new ProtocolLimits(63, 65_536, 65_536, 64, 32, 64))
                .hasMessageContaining("maxLineBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 4095, 65_536, 64, 32, 64))
                .hasMessageContaining("maxSkippedLineBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 0, 64, 32, 64))
                .hasMessageContaining("maxBodyBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 0, 32, 64)).hasMessageContaining("maxNameBytes");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 64, -1, 64))
                .hasMessageContaining("maxLabels");
        assertThatThrownBy(() -> new ProtocolLimits(4096, 65_536, 1, 64, 0, 0)).hasMessageContaining("maxLabelBytes");
    }
}
