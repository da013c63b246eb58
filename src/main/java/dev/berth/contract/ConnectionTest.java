package dev.berth.contract;

import java.util.List;
import java.util.Map;

/**
 * Would a session with this machine work?
 *
 * @param parameters as in {@link Target}
 */
public record ConnectionTest(RemoteProtocol protocol, String host, int port, Map<String, String> parameters) {
    @Override
    public String toString() {
        return "ConnectionTest[" + protocol.wireName() + " " + host + ":" + port + "]";
    }

    /** @param steps in the order they were tried; the first that failed is the last */
    public record Result(boolean ok, List<Step> steps) {}

    /**
     * @param name   {@code guacd}, {@code name}, {@code network}, {@code port}, {@code protocol}, {@code security},
     *               {@code credentials} or {@code picture}
     * @param detail what was found, in a sentence
     */
    public record Step(String name, boolean ok, String detail, long millis) {}
}
