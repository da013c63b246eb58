package dev.berth.control.image;

import dev.berth.contract.Agents;
import dev.berth.contract.ImageReadiness.State;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Pruned;
import dev.berth.control.audit.AuditTrail;
import dev.berth.control.node.Node;
import dev.berth.control.node.Nodes;
import dev.berth.control.user.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Images by nodes, for administrators, and what they may order by hand. */
@Singleton
public class ImageMatrix {
    private final NodeImages images;
    private final Preloads preloads;
    private final Nodes nodes;
    private final Agents agents;
    private final AuditTrail audit;

    ImageMatrix(NodeImages images, Preloads preloads, Nodes nodes, Agents agents, AuditTrail audit) {
        this.images = images;
        this.preloads = preloads;
        this.nodes = nodes;
        this.agents = agents;
        this.audit = audit;
    }

    /** An image and the names of the workspaces that want it ready. */
    public record Row(String image, List<String> workspaces) {}

    /** One image on one node. */
    public record Cell(
            UUID nodeId,
            String image,
            State state,
            @Nullable Integer percent,
            String detail,
            long sizeBytes,
            @Nullable Instant at) {}

    /** The whole of it. */
    public record View(List<Row> rows, List<Node> nodes, List<Cell> cells) {}

    /** What one node answered to an order; {@code detail} says what went wrong, if something did. */
    public record Outcome(UUID nodeId, String name, boolean ok, String detail, Pruned pruned) {}

    @Transactional
    public View read() {
        var rows = new TreeMap<String, List<String>>();
        preloads.wanted()
                .forEach((image, users) -> rows.put(
                        image, users.stream().map(workspace -> workspace.name).toList()));
        var said = images.listAll();
        said.forEach(cell -> rows.putIfAbsent(cell.image, List.of()));
        var cells = said.stream()
                .collect(Collectors.toMap(cell -> new NodeImage.Key(cell.nodeId, cell.image), Function.identity()));
        var agents = agents();
        var all = new ArrayList<Cell>();
        for (var image : rows.keySet()) {
            for (var node : agents) {
                var cell = cells.get(new NodeImage.Key(node.id, image));
                if (cell == null && !preloads.wanted(node).containsKey(image)) {
                    continue; // no workspace with this image may run there
                }
                all.add(
                        cell == null
                                ? new Cell(node.id, image, State.MISSING, null, "", 0, null)
                                : new Cell(
                                        node.id,
                                        image,
                                        cell.state,
                                        cell.percent,
                                        cell.detail,
                                        cell.sizeBytes,
                                        cell.at));
            }
        }
        return new View(
                rows.entrySet().stream()
                        .map(entry -> new Row(entry.getKey(), entry.getValue()))
                        .toList(),
                agents,
                all);
    }

    private List<Node> agents() {
        return nodes.all().stream()
                .map(Nodes.Seen::node)
                .filter(node -> node.roles().contains("agent"))
                .toList();
    }

    /**
     * Orders the nodes to pull the image now, as the registry has it.
     *
     * @param chosen empty for all agents
     */
    public List<Outcome> pull(String image, Collection<UUID> chosen, Caller by) {
        var order = preloads.order(image);
        return each(chosen, "image.pull", image, by, node -> {
            agents.at(node.address()).pull(order);
            return new Pruned(List.of(), 0);
        });
    }

    /**
     * Orders the nodes to remove what they pulled and nobody needs.
     *
     * @param chosen empty for all agents
     */
    public List<Outcome> prune(Collection<UUID> chosen, Caller by) {
        return each(
                chosen, "image.prune", "", by, node -> agents.at(node.address()).prune());
    }

    /** At the same time, since a node that hangs must not keep the others waiting. */
    private List<Outcome> each(
            Collection<UUID> chosen, String action, String subject, Caller by, Function<Node, Pruned> order) {
        var ids = new TreeSet<>(chosen);
        var asked = QuarkusTransaction.requiringNew().call(() -> {
            var found = agents().stream()
                    .filter(node -> ids.isEmpty() || ids.contains(node.id))
                    .toList();
            if (found.isEmpty()) {
                throw new Problem(ProblemCode.NOT_FOUND, "There is no agent among these nodes.");
            }
            var names = found.stream().map(node -> node.name).collect(Collectors.joining(", "));
            audit.record(by.name(), action, subject.isEmpty() ? names : subject, names, by.address());
            return found;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = asked.stream()
                    .map(node -> threads.submit(() -> outcome(node, order)))
                    .toList();
            var outcomes = new ArrayList<Outcome>();
            for (var answer : answers) {
                outcomes.add(answer.get());
            }
            return List.copyOf(outcomes);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "This web app is stopping.", e);
        }
    }

    private static Outcome outcome(Node node, Function<Node, Pruned> order) {
        try {
            return new Outcome(node.id, node.name, true, "", order.apply(node));
        } catch (Problem problem) {
            return new Outcome(node.id, node.name, false, problem.detail(), new Pruned(List.of(), 0));
        }
    }
}
