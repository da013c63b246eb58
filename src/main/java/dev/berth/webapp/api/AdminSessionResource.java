package dev.berth.webapp.api;

import dev.berth.control.session.Sessions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** All sessions, for administrators. Ending one is {@code DELETE /api/sessions/{id}}. */
@Path("/api/admin/sessions")
@RunOnVirtualThread
@Administrators
public class AdminSessionResource {
    private final Sessions sessions;
    private final CurrentCaller caller;

    AdminSessionResource(Sessions sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    public List<SessionView> list(@RestQuery @Nullable String state) {
        var found = "all".equals(state) ? sessions.latest() : sessions.live();
        return found.stream()
                .map(session -> SessionView.of(session, caller.get()))
                .toList();
    }
}
