package dev.berth.relay;

import java.util.concurrent.atomic.LongAdder;

/** Bytes that passed, as counted on the sockets. */
record Traffic(LongAdder fromBrowsers, LongAdder toBrowsers) {
    Traffic() {
        this(new LongAdder(), new LongAdder());
    }
}
