package dev.berth.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the stream of a session reaches the browser. */
public enum DeliveryProtocol {
    /** HTTPS and WebSocket with basic authentication: stock Kasm images. */
    KASMVNC(6901),
    /** Raw RFB on a TCP port, bridged to WebSocket by the agent. */
    VNC(5901),
    /** Any web application, HTTP and WebSocket. */
    HTTP(8080),
    /** An existing machine: what guacd makes of RDP, VNC or SSH, as text messages. Never a container's. */
    GUACAMOLE(0);

    private final int defaultPort;

    DeliveryProtocol(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** The container's port when the workspace names none. */
    public int defaultPort() {
        return defaultPort;
    }

    /** True when pages made by the container run in the browser: they get an origin of their own. */
    public boolean servesPages() {
        return this == KASMVNC || this == HTTP;
    }

    /** False for existing machines. */
    public boolean ofContainers() {
        return this != GUACAMOLE;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One of a container. @throws Problem {@code INVALID} naming the known protocols */
    public static DeliveryProtocol parse(String text) {
        return Arrays.stream(values())
                .filter(p -> p.ofContainers() && p.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "protocol",
                        "Protocol must be one of "
                                + Arrays.stream(values())
                                        .filter(DeliveryProtocol::ofContainers)
                                        .map(DeliveryProtocol::wireName)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
