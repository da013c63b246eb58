package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.control.image.ImageMatrix;
import dev.berth.control.node.Node;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The readiness of images on agents. */
@Path("/api/admin/images")
@RunOnVirtualThread
@Administrators
public class AdminImageResource {
    private final ImageMatrix matrix;
    private final CurrentCaller caller;

    AdminImageResource(ImageMatrix matrix, CurrentCaller caller) {
        this.matrix = matrix;
        this.caller = caller;
    }

    /** An image and who wants it ready. */
    public record ImageView(String image, List<String> workspaces) {}

    /** A column. */
    public record NodeName(UUID id, String name, String zone) {
        static NodeName of(Node node) {
            return new NodeName(node.id, node.name, node.zone);
        }
    }

    /** One image on one node. */
    public record CellView(
            UUID nodeId,
            String image,
            String state,
            @Nullable Integer percent,
            @Nullable String detail,
            long sizeBytes,
            @Nullable Instant at) {
        static CellView of(ImageMatrix.Cell cell) {
            return new CellView(
                    cell.nodeId(),
                    cell.image(),
                    cell.state().wireName(),
                    cell.percent(),
                    cell.detail().isEmpty() ? null : cell.detail(),
                    cell.sizeBytes(),
                    cell.at());
        }
    }

    /** The matrix. */
    public record MatrixView(List<ImageView> images, List<NodeName> nodes, List<CellView> cells) {}

    /** What to pull where; without nodes, on all agents. */
    public record Pull(@Nullable String image, @Nullable List<UUID> nodeIds) {}

    /** Where to remove; without nodes, on all agents. */
    public record Prune(@Nullable List<UUID> nodeIds) {}

    /** What a node answered. */
    public record OutcomeView(
            UUID nodeId, String name, boolean ok, @Nullable String detail, List<String> removed, long freedBytes) {
        static OutcomeView of(ImageMatrix.Outcome outcome) {
            return new OutcomeView(
                    outcome.nodeId(),
                    outcome.name(),
                    outcome.ok(),
                    outcome.detail().isEmpty() ? null : outcome.detail(),
                    outcome.pruned().images(),
                    outcome.pruned().bytes());
        }
    }

    @GET
    public MatrixView read() {
        var view = matrix.read();
        return new MatrixView(
                view.rows().stream()
                        .map(row -> new ImageView(row.image(), row.workspaces()))
                        .toList(),
                view.nodes().stream().map(NodeName::of).toList(),
                view.cells().stream().map(CellView::of).toList());
    }

    @POST
    @Path("pull")
    public List<OutcomeView> pull(Pull pull) {
        var image = pull.image();
        if (image == null || image.isBlank()) {
            throw Problem.invalid("image", "Name the image to pull.");
        }
        return matrix.pull(image, chosen(pull.nodeIds()), caller.get()).stream()
                .map(OutcomeView::of)
                .toList();
    }

    @POST
    @Path("prune")
    public List<OutcomeView> prune(Prune prune) {
        return matrix.prune(chosen(prune.nodeIds()), caller.get()).stream()
                .map(OutcomeView::of)
                .toList();
    }

    private static List<UUID> chosen(@Nullable List<UUID> ids) {
        return Optional.ofNullable(ids).orElse(List.of());
    }
}
