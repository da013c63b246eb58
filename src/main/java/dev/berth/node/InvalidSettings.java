package dev.berth.node;

import java.io.Serial;
import java.util.List;

/** Settings that cannot work: every error that was found, a sentence each. */
public final class InvalidSettings extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<String> errors;

    public InvalidSettings(List<String> errors) {
        super(String.join(" ", errors));
        this.errors = List.copyOf(errors);
    }

    public InvalidSettings(String error) {
        this(List.of(error));
    }

    public List<String> errors() {
        return errors;
    }
}
