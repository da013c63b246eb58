package dev.berth.control.server;

import dev.berth.contract.Problem;
import java.util.Locale;

/** How the connection to an RDP machine is secured. */
public enum RdpSecurity {
    /** Whatever both can. */
    ANY,
    NLA,
    TLS,
    /** RDP's own encryption, for very old machines. */
    RDP,
    /** The console of a Hyper-V machine. */
    VMCONNECT;

    /** The spelling in JSON, and guacd's own. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code INVALID} naming the known ones */
    public static RdpSecurity parse(String text) {
        for (var mode : values()) {
            if (mode.wireName().equals(text)) {
                return mode;
            }
        }
        throw Problem.invalid("security", "The security mode is one of any, nla, tls, rdp, vmconnect.");
    }
}
