package dev.berth.relay;

import dev.berth.node.ClientAddress;
import dev.berth.node.call.Vouchers;
import jakarta.inject.Singleton;

/** What the gateway needs at hand. */
@Singleton
record Desk(
        Offload offload,
        Grants grants,
        Listeners listeners,
        Forwarding forwarding,
        Refusals refusals,
        ClientAddress clients,
        Vouchers vouchers,
        Grace grace) {}
