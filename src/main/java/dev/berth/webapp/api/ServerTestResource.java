package dev.berth.webapp.api;

import dev.berth.contract.ConnectionTest;
import dev.berth.control.server.ConnectionTests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Would a session with this server work? */
@Path("/api/admin/servers")
@RunOnVirtualThread
@Administrators
public class ServerTestResource {
    private final ConnectionTests tests;
    private final CurrentCaller caller;

    ServerTestResource(ConnectionTests tests, CurrentCaller caller) {
        this.tests = tests;
        this.caller = caller;
    }

    /** How far it came, and which node tried. */
    public record TestView(
            boolean ok,
            List<ConnectionTest.Step> steps,
            @Nullable String proxy) {
        static TestView of(ConnectionTests.Outcome outcome) {
            return new TestView(outcome.result().ok(), outcome.result().steps(), outcome.proxy());
        }
    }

    @POST
    @Path("{id}/test")
    public TestView stored(@PathParam("id") UUID id) {
        return TestView.of(tests.stored(id, caller.get()));
    }

    /** A form that is not saved; with an id, the stored secrets of that server are used where it has none. */
    @POST
    @Path("test")
    public TestView draft(ServerBody body) {
        return TestView.of(tests.draft(body.form(), body.id(), caller.get()));
    }
}
