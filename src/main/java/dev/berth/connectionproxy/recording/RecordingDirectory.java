package dev.berth.connectionproxy.recording;

import dev.berth.node.PrivateFile;
import dev.berth.node.call.Wire;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The files: {@code <id>} is a recording, {@code <id>.note} what is known about it. */
final class RecordingDirectory {
    private static final String NOTE = ".note";
    /** A whole instruction, then the one that ends a frame. */
    private static final String FRAME_END = ";4.sync,";
    /** No frame of a cut recording is longer, else it stays as it is. */
    private static final int TAIL = 4 << 20;

    private final Path directory;

    RecordingDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    /** Makes the recording and its note, readable by this user alone. */
    FileChannel create(RecordingNote note) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(note);
        return PrivateFile.create(file(note.report().id()));
    }

    void write(RecordingNote note) throws IOException {
        PrivateFile.write(noteFile(note.report().id()), new String(Wire.write(note), StandardCharsets.UTF_8));
    }

    List<RecordingNote> notes() {
        var notes = new ArrayList<RecordingNote>();
        if (!Files.isDirectory(directory)) {
            return notes;
        }
        try (var files = Files.newDirectoryStream(directory, "*" + NOTE)) {
            for (var file : files) {
                read(file).ifPresent(notes::add);
            }
        } catch (IOException e) {
            Log.warnf("the recordings in %s cannot be listed: %s", directory, e);
        }
        return notes;
    }

    private static Optional<RecordingNote> read(Path file) {
        try {
            return Optional.of(Wire.read(Files.readAllBytes(file), RecordingNote.class));
        } catch (IOException | RuntimeException broken) {
            Log.warnf("%s is not the note of a recording: %s", file, broken.getMessage());
            return Optional.empty();
        }
    }

    boolean has(UUID id) {
        return Files.exists(file(id));
    }

    long size(UUID id) throws IOException {
        return Files.size(file(id));
    }

    /** When something was written to it last. */
    Instant touched(UUID id) throws IOException {
        return Files.getLastModifiedTime(file(id)).toInstant();
    }

    /** @return fewer bytes at its end */
    byte[] part(UUID id, long offset, int length) throws IOException {
        try (var channel = FileChannel.open(file(id), StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate((int) Math.clamp(channel.size() - offset, 0, length));
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                // until it is full
            }
            var read = new byte[buffer.position()];
            buffer.flip().get(read);
            return read;
        }
    }

    void delete(UUID id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    void deleteNote(UUID id) throws IOException {
        Files.deleteIfExists(noteFile(id));
    }

    long free() throws IOException {
        return Files.getFileStore(nearest(directory)).getUsableSpace();
    }

    private static Path nearest(Path path) {
        var there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /** Cuts off what follows the last whole frame. */
    void repair(UUID id) throws IOException {
        try (var file = new RandomAccessFile(file(id).toFile(), "rw")) {
            long from = Math.max(0, file.length() - TAIL);
            var tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            var text = new String(tail, StandardCharsets.ISO_8859_1);
            int sync = text.lastIndexOf(FRAME_END);
            int end = sync < 0 ? -1 : text.indexOf(';', sync + FRAME_END.length());
            if (sync >= 0 && end < 0) {
                sync = text.lastIndexOf(FRAME_END, sync - 1);
                end = sync < 0 ? -1 : text.indexOf(';', sync + FRAME_END.length());
            }
            if (end >= 0) {
                file.setLength(from + end + 1);
            }
        }
    }

    private Path file(UUID id) {
        return directory.resolve(id.toString());
    }

    private Path noteFile(UUID id) {
        return directory.resolve(id + NOTE);
    }
}
