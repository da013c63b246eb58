package dev.berth.agent;

import java.util.Optional;

/**
 * A network for one session.
 *
 * @param name   of the engine's network and of its bridge
 * @param ours   false for one that an administrator made, and that many sessions may join
 * @param holder keeps the network set up until the session's container joins it; empty when that sets it up itself
 */
record SessionNetwork(String name, boolean ours, Optional<Holder> holder) {
    /**
     * A container that does nothing but have the network.
     *
     * @param address of the holder, and so of the session that joins it
     */
    record Holder(String id, String address) {}

    static SessionNetwork plain(String name) {
        return new SessionNetwork(name, true, Optional.empty());
    }

    static SessionNetwork held(String name, Optional<Holder> holder) {
        return new SessionNetwork(name, true, holder);
    }

    static SessionNetwork foreign(String name) {
        return new SessionNetwork(name, false, Optional.empty());
    }

    /** What the session's container is created with. */
    String mode() {
        return holder.map(running -> "container:" + running.id()).orElse(name);
    }

    /** The host's name inside: the holder has it before anybody knows whose session it will be. */
    String hostName() {
        return ours ? "workspace-" + name.substring(Networks.BRIDGE_PREFIX.length()) : "workspace";
    }
}
