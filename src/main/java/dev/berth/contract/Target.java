package dev.berth.contract;

import java.util.Map;
import java.util.UUID;

/**
 * The machine of a session and how to sign in to it. It is for the connection proxy that owns the session alone: no
 * proxy in between and no browser sees it, and nobody writes it down.
 *
 * @param serverName as administrators call it
 * @param host       a name or an address
 * @param parameters what guacd is to be told, by its own names, credentials included; never {@code hostname} or
 *                   {@code port}, nor any that has guacd write files. {@code host-key} has no host before it: whoever
 *                   tells guacd puts the address there that it dials
 * @param userName   who works there, for the recording
 */
public record Target(
        UUID sessionId,
        int incarnation,
        String serverName,
        RemoteProtocol protocol,
        String host,
        int port,
        Map<String, String> parameters,
        SessionPolicy policy,
        String userName) {
    @Override
    public String toString() {
        return "Target[" + sessionId + " #" + incarnation + " " + protocol.wireName() + " " + host + ":" + port + "]";
    }
}
