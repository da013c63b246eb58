package dev.berth.webapp.api;

import dev.berth.control.user.Caller;
import dev.berth.control.user.Logins;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes the present request. */
@RequestScoped
class CurrentCaller {
    private Logins.@Nullable Presented presented;

    void set(Logins.Presented value) {
        presented = value;
    }

    Caller get() {
        return required().caller();
    }

    String csrfToken() {
        return required().csrfToken();
    }

    private Logins.Presented required() {
        var value = presented;
        if (value == null) {
            throw new IllegalStateException("an open operation asked for its caller");
        }
        return value;
    }
}
