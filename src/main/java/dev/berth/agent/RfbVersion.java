package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.nio.charset.StandardCharsets;

/** The three versions of the RFB protocol whose security handshakes differ (RFC 6143, appendix A). */
enum RfbVersion {
    V3_3("RFB 003.003\n"),
    V3_7("RFB 003.007\n"),
    V3_8("RFB 003.008\n");

    static final int BANNER_BYTES = 12;

    private final String banner;

    RfbVersion(String banner) {
        this.banner = banner;
    }

    byte[] banner() {
        return banner.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isBanner(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII).matches("RFB \\d{3}\\.\\d{3}\n");
    }

    /** The highest that both sides know; odd versions of some vendors count as the next lower standard one. */
    static RfbVersion common(byte[] banner) {
        if (!isBanner(banner)) {
            throw new Problem(ProblemCode.TARGET_UNREACHABLE, "The other side does not speak RFB.");
        }
        var text = new String(banner, StandardCharsets.US_ASCII);
        var major = Integer.parseInt(text.substring(4, 7));
        var minor = Integer.parseInt(text.substring(8, 11));
        if (major > 3 || (major == 3 && minor >= 8)) {
            return V3_8;
        }
        return major == 3 && minor == 7 ? V3_7 : V3_3;
    }
}
