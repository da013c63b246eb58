package dev.berth.webapp.api;

import dev.berth.control.zone.ZoneFile;
import dev.berth.control.zone.ZoneVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All zones as one file. */
@Path("/api/admin/zone-file")
@RunOnVirtualThread
@Administrators
public class ZoneFileResource {
    private static final String YAML = "application/yaml";

    private final ZoneFile file;
    private final UpstreamConsent consent;
    private final CurrentCaller caller;

    ZoneFileResource(ZoneFile file, UpstreamConsent consent, CurrentCaller caller) {
        this.consent = consent;
        this.file = file;
        this.caller = caller;
    }

    /** What a zone is, or becomes. */
    public record StepView(String zone, String action, List<ZoneVersion.Change> changes) {}

    /** The differences; the basis is given back when they are applied. */
    public record DiffView(String basis, List<StepView> steps) {
        static DiffView of(ZoneFile.Diff diff) {
            return new DiffView(
                    diff.basis(),
                    diff.steps().stream()
                            .map(step -> new StepView(
                                    step.zone(),
                                    step.action()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'),
                                    step.changes()))
                            .toList());
        }
    }

    @GET
    @Produces(YAML)
    public String export() {
        return file.export();
    }

    @POST
    @Path("diff")
    public DiffView diff(String yaml) {
        return DiffView.of(file.diff(yaml));
    }

    @PUT
    public DiffView apply(
            String yaml,
            @QueryParam("basis") @Nullable String basis,
            @QueryParam("confirmed") @Nullable Boolean confirmed) {
        if (!Boolean.TRUE.equals(confirmed)) {
            file.diff(yaml)
                    .steps()
                    .forEach(step -> step.changes().stream()
                            .filter(change -> change.field().equals("upstreamAuthAddress")
                                    && !change.after().isEmpty())
                            .forEach(change -> consent.require(step.zone(), change.after())));
        }
        return DiffView.of(file.apply(yaml, Optional.ofNullable(basis), caller.get()));
    }
}
