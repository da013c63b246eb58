package dev.berth.agent;

import dev.berth.node.FileTrouble;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The images that this agent pulled itself, kept in its data directory: it may remove these and no other. */
final class PulledImages {
    /** Uses are noted this coarsely, so that a launch seldom writes a file. */
    private static final Duration COARSE = Duration.ofHours(1);

    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * @param reference what it was pulled as, or its id once another image took that name
     * @param id        what the engine called it then; another one by that name is not ours
     */
    record Entry(String reference, String id, Instant lastUsed) {
        private String line() {
            return reference + "\t" + id + "\t" + lastUsed.getEpochSecond();
        }

        private static Entry of(String line) {
            var parts = line.split("\t", 3);
            return new Entry(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])));
        }
    }

    PulledImages(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .map(Entry::of)
                        .forEach(entry -> entries.put(entry.reference(), entry));
            }
        } catch (IOException | RuntimeException unreadable) {
            Log.warnf("the list of pulled images %s cannot be read; what it named is never removed", file);
        }
    }

    synchronized List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** @param before the id that the reference had until now, which may have been ours too; empty text for none */
    synchronized void pulled(String reference, String id, String before, Instant now) {
        var old = entries.get(reference);
        if (id.equals(before)) {
            return; // nothing new came, so it is whose it was
        }
        if (old != null && old.id().equals(before)) {
            entries.put(old.id(), new Entry(old.id(), old.id(), old.lastUsed()));
        }
        entries.put(reference, new Entry(reference, id, now));
        write();
    }

    synchronized void used(String reference, Instant now) {
        var entry = entries.get(reference);
        if (entry != null && entry.lastUsed().plus(COARSE).isBefore(now)) {
            entries.put(reference, new Entry(reference, entry.id(), now));
            write();
        }
    }

    synchronized void forget(String reference) {
        if (entries.remove(reference) != null) {
            write();
        }
    }

    private void write() {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, entries.values().stream().map(Entry::line).toList());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Log.warnf("the list of pulled images %s cannot be written: %s", file, FileTrouble.of(e));
        }
    }
}
