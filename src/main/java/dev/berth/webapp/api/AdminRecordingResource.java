package dev.berth.webapp.api;

import dev.berth.contract.RecordingReport;
import dev.berth.control.recording.Playback;
import dev.berth.control.recording.Recordings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Recordings of sessions, for administrators. */
@Path("/api/admin/recordings")
@RunOnVirtualThread
@Administrators
public class AdminRecordingResource {
    private final Recordings recordings;
    private final Playback playback;
    private final CurrentCaller caller;

    AdminRecordingResource(Recordings recordings, Playback playback, CurrentCaller caller) {
        this.recordings = recordings;
        this.playback = playback;
        this.caller = caller;
    }

    /** @param unavailable why it cannot be played; null when it can */
    public record RecordingView(
            UUID id,
            UUID sessionId,
            @Nullable UUID userId,
            String userName,
            String workspaceName,
            String serverName,
            Instant startedAt,
            @Nullable Instant endedAt,
            long bytes,
            String state,
            @Nullable String detail,
            String node,
            @Nullable String unavailable) {
        static RecordingView of(Recordings.Listed listed) {
            var r = listed.recording();
            return new RecordingView(
                    r.id,
                    r.sessionId,
                    r.userId,
                    r.userName,
                    r.workspaceName,
                    r.serverName,
                    r.startedAt,
                    r.endedAt,
                    r.bytes,
                    r.removalAt == null ? wireName(r.state) : "deleting",
                    r.detail.isEmpty() ? null : r.detail,
                    r.nodeName,
                    listed.unavailable().orElse(null));
        }

        private static String wireName(RecordingReport.State state) {
            return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @GET
    public List<RecordingView> list(@RestQuery @Nullable UUID session, @RestQuery @Nullable UUID user) {
        return recordings.list(session, user).stream().map(RecordingView::of).toList();
    }

    @GET
    @Path("{id}")
    public RecordingView get(@PathParam("id") UUID id) {
        return RecordingView.of(recordings.get(id));
    }

    /** Its bytes, or a range of them; of one that is being made, those that are there by now. */
    @GET
    @Path("{id}/data")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response data(
            @PathParam("id") UUID id, @RestQuery boolean download, @HeaderParam("Range") @Nullable String range) {
        var use = download ? Playback.Use.DOWNLOADED : Playback.Use.PLAYED;
        var answer = RecordingAnswer.of(playback.open(id, use, caller.get()), range);
        return download
                ? answer.header("Content-Disposition", "attachment; filename=\"" + id + ".guac\"")
                        .build()
                : answer.build();
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") UUID id) {
        recordings.delete(id, caller.get());
        return Response.accepted().build();
    }
}
