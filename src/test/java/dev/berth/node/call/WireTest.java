package dev.berth.node.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.CheckIn;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.OpenStream;
import dev.berth.contract.Orders;
import dev.berth.contract.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Versions N and N−1 on the same wire. */
class WireTest {
    private static CheckIn idle(List<OpenStream> streams) {
        return new CheckIn(
                new NodeAddress(UUID.randomUUID(), "a", "https://10.0.0.5:8443"),
                "default",
                Set.of("agent", "a-role-of-tomorrow"),
                "0.1.0",
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-01-02T03:04:06.5Z"),
                false,
                Optional.of(Duration.ofMillis(12)),
                Optional.empty(),
                Optional.empty(),
                streams,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static <T> T read(String json, Class<T> type) {
        return Wire.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    @Test
    void aCheckInArrivesAsItWasAndIsShort() {
        var checkIn = idle(List.of());
        var json = Wire.write(checkIn);
        assertEquals(checkIn, Wire.read(json, CheckIn.class));
        assertTrue(json.length < 350, new String(json, StandardCharsets.UTF_8));
        // not the same as no session at all
        assertTrue(Wire.read(json, CheckIn.class).sessions().isEmpty());
        var full = idle(Stream.generate(() -> new OpenStream(UUID.randomUUID(), UUID.randomUUID()))
                .limit(10_000)
                .toList());
        var packed = Packing.pack(Wire.write(full));
        System.out.printf(
                "measured: a check-in with 10,000 streams has %d bytes, packed %d%n",
                Wire.write(full).length, packed.length);
        assertTrue(packed.length < 1 << 20);
        assertEquals(full, Wire.read(Packing.unpack(packed), CheckIn.class));
    }

    @Test
    void anAgentWithoutSessionsIsNotOneThatCannotTell() {
        var none = new CheckIn(
                new NodeAddress(UUID.randomUUID(), "a", "https://a"),
                "default",
                Set.of("agent"),
                "1",
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of()),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        assertEquals(
                Optional.of(List.of()),
                Wire.read(Wire.write(none), CheckIn.class).sessions());
    }

    @Test
    void whatIsUnknownIsIgnoredAndWhatIsMissingIsEmpty() {
        var orders = read("{\"drain\": true, \"reboot\": {\"at\": 3}}", Orders.class);
        assertTrue(orders.drain());
        assertEquals(List.of(), orders.end());
        assertEquals(Optional.empty(), orders.now());
        assertEquals(
                Optional.empty(), read("{\"launched\": null}", CallLine.class).progress());
        var line = read("{\"progress\": {\"step\": \"DREAMING\"}}", CallLine.class);
        assertEquals(null, line.progress().orElseThrow().step());
    }

    @Test
    void nonsenseIsAProblem() {
        assertThrows(Problem.class, () -> read("[1, 2", Orders.class));
        assertThrows(Problem.class, () -> read("null", Orders.class));
        assertThrows(Problem.class, () -> Packing.unpack(new byte[] {1, 2, 3}));
    }
}
