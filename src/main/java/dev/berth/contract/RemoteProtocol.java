package dev.berth.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an existing machine speaks. */
public enum RemoteProtocol {
    RDP(3389),
    VNC(5900),
    SSH(22);

    private final int defaultPort;

    RemoteProtocol(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** The registered port of the protocol. */
    public int defaultPort() {
        return defaultPort;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code INVALID} naming the known protocols */
    public static RemoteProtocol parse(String text) {
        return Arrays.stream(values())
                .filter(p -> p.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "protocol",
                        "Protocol must be one of "
                                + Arrays.stream(values())
                                        .map(RemoteProtocol::wireName)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
