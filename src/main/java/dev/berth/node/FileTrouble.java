package dev.berth.node;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file could not be used; Java's own message is often no more than its name. */
public final class FileTrouble {
    private FileTrouble() {}

    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "this user may not open it";
            case FileAlreadyExistsException _ -> "a file of this name is in the way";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
