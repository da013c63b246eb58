package dev.berth.control.user;

import dev.berth.contract.Problem;
import java.util.Locale;

/** What a person may do. */
public enum UserRole {
    USER,
    ADMINISTRATOR;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code INVALID} */
    public static UserRole parse(String text) {
        for (var role : values()) {
            if (role.wireName().equals(text)) {
                return role;
            }
        }
        throw Problem.invalid("role", "Role must be user or administrator.");
    }
}
