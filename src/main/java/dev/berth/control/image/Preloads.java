package dev.berth.control.image;

import dev.berth.contract.CheckIn;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.ImageReadiness;
import dev.berth.contract.RegistryCredentials;
import dev.berth.control.node.Node;
import dev.berth.control.workspace.Workspace;
import dev.berth.control.workspace.Workspaces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which images a node has to hold ready: those of the enabled workspaces that are launched there. */
@Singleton
public class Preloads {
    /** Ten thousand agents must not read the same workspaces at every check-in. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Workspaces workspaces;
    private final NodeImages images;
    private final PreloadTurns turns;
    private final Clock clock;
    private volatile Wanted wanted = new Wanted(Map.of(), Instant.EPOCH);

    private record Wanted(Map<String, List<Workspace>> byImage, Instant at) {}

    Preloads(Workspaces workspaces, NodeImages images, PreloadTurns turns, Clock clock) {
        this.workspaces = workspaces;
        this.images = images;
        this.turns = turns;
        this.clock = clock;
    }

    /** Image to the workspaces that want it ready. */
    @Transactional
    public Map<String, List<Workspace>> wanted() {
        var now = clock.instant();
        var known = wanted;
        if (known.at().plus(FRESH).isBefore(now)) {
            known = new Wanted(
                    workspaces.enabled().stream()
                            .filter(workspace -> workspace.preload)
                            .collect(Collectors.groupingBy(w -> w.image, LinkedHashMap::new, Collectors.toList())),
                    now);
            wanted = known;
        }
        return known.byImage();
    }

    /** Of those, what may be launched on the node. */
    Map<String, List<Workspace>> wanted(Node node) {
        var here = new LinkedHashMap<String, List<Workspace>>();
        wanted().forEach((image, users) -> {
            var local =
                    users.stream().filter(workspace -> mayRun(workspace, node)).toList();
            if (!local.isEmpty()) {
                here.put(image, local);
            }
        });
        return here;
    }

    private static boolean mayRun(Workspace workspace, Node node) {
        var labels = node.labels();
        return (workspace.zones().isEmpty() || workspace.zones().contains(node.zone))
                && (workspace.includeLabels().isEmpty() || !Collections.disjoint(labels, workspace.includeLabels()))
                && Collections.disjoint(labels, workspace.excludeLabels())
                && (workspace.dockerNetwork == null || node.networks().contains(workspace.dockerNetwork));
    }

    /** Notes what the node says, and answers what it has to hold ready. */
    @Transactional
    public List<ImageOrder> orders(Node node, CheckIn checkIn) {
        if (!isAgent(node)) {
            return List.of();
        }
        var here = wanted(node);
        images.record(node, checkIn.images(), here.keySet());
        var turn = new Turn(node, checkIn, here);
        return orders(turn, noted(List.of(turn)).getOrDefault(node.id, List.of()));
    }

    /** What each has to hold ready, of those that say nothing that would have to be noted. */
    @Transactional
    public Map<Node, List<ImageOrder>> known(Map<Node, CheckIn> checkIns) {
        var known = checkIns.entrySet().stream()
                .map(entry -> new Turn(entry.getKey(), entry.getValue(), here(entry.getKey())))
                .filter(Turn::saysNothingNew)
                .toList();
        var noted = noted(known);
        return known.stream()
                .collect(Collectors.toMap(
                        Turn::node, turn -> orders(turn, noted.getOrDefault(turn.node().id, List.of()))));
    }

    /** @param here image to the workspaces that want it ready on the node */
    private record Turn(Node node, CheckIn checkIn, Map<String, List<Workspace>> here) {
        boolean saysNothingNew() {
            return !isAgent(node) || NodeImages.isKnown(node, checkIn.images(), here.keySet());
        }

        boolean lacks() {
            return PreloadTurns.lacks(checkIn.images(), here.keySet());
        }
    }

    private static Map<UUID, List<String>> noted(List<Turn> asking) {
        return PreloadTurns.noted(
                asking.stream().filter(Turn::lacks).map(turn -> turn.node().id).toList());
    }

    private Map<String, List<Workspace>> here(Node node) {
        return isAgent(node) ? wanted(node) : Map.of();
    }

    private static boolean isAgent(Node node) {
        return node.roles().contains("agent");
    }

    private List<ImageOrder> orders(Turn turn, List<String> noted) {
        var said = turn.checkIn().images();
        var taken = turns.taken(turn.node(), said, noted, turn.here().keySet());
        var present = said.stream()
                .filter(readiness -> readiness.state() == ImageReadiness.State.PRESENT)
                .map(ImageReadiness::image)
                .collect(Collectors.toSet());
        return turn.here().entrySet().stream()
                .filter(entry -> taken.contains(entry.getKey()))
                .map(entry -> new ImageOrder(
                        entry.getKey(),
                        present.contains(entry.getKey()) ? Optional.empty() : credentials(entry.getValue())))
                .toList();
    }

    private Optional<RegistryCredentials> credentials(List<Workspace> users) {
        return users.stream()
                .flatMap(workspace -> workspaces.credentials(workspace).stream())
                .findFirst();
    }

    /** What to pull an image with, whichever workspace knows it. */
    @Transactional
    public ImageOrder order(String image) {
        return new ImageOrder(
                image,
                credentials(workspaces.all().stream()
                        .filter(workspace -> workspace.image.equals(image))
                        .toList()));
    }
}
