package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    @Test
    void numbersAreUniqueAndInOrder() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number))
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(100)
                .endsWith(902);
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(code.meaning()).endsWith("."));
    }

    @Test
    void theseMaySucceedLaterUnchanged() {
        assertThat(Arrays.stream(ErrorCode.values()).filter(ErrorCode::isTemporary))
                .containsExactly(
                        ErrorCode.GROUP_FULL,
                        ErrorCode.RATE_LIMITED,
                        ErrorCode.TOO_MANY_OPEN,
                        ErrorCode.SLOW,
                        ErrorCode.TOO_MANY_CONNECTIONS,
                        ErrorCode.SHUTTING_DOWN,
                        ErrorCode.NO_QUORUM);
    }

    @Test
    void theseCloseTheConnection() {
        assertThat(Arrays.stream(ErrorCode.values()).filter(ErrorCode::closes))
                .containsExactly(
                        ErrorCode.PROTO_VERSION,
                        ErrorCode.AUTH_FAILED,
                        ErrorCode.TLS_REQUIRED,
                        ErrorCode.FENCED,
                        ErrorCode.SLOW,
                        ErrorCode.TOO_MANY_CONNECTIONS,
                        ErrorCode.INTERNAL,
                        ErrorCode.SHUTTING_DOWN);
    }
}
