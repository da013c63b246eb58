/**
 * Role zone-proxy: relays session streams near the users. It delivers nothing itself and keeps no state.
 */
@NullMarked
package dev.berth.zoneproxy;

import org.jspecify.annotations.NullMarked;
