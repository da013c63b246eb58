package dev.berth.control.image;

import dev.berth.contract.ImageReadiness;
import dev.berth.contract.ImageReadiness.State;
import dev.berth.control.node.Node;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the nodes have said about their images. */
@Singleton
public class NodeImages implements PanacheRepositoryBase<NodeImage, NodeImage.Key> {
    private static final int LONGEST_DETAIL = 1000;

    private final Clock clock;

    NodeImages(Clock clock) {
        this.clock = clock;
    }

    /**
     * The nodes that have the image, so that a launch there need not wait for a pull.
     *
     * @param image as the workspace names it
     */
    @Transactional
    public Set<UUID> present(String image) {
        return list("image = ?1 and state = ?2", image, State.PRESENT).stream()
                .map(row -> row.nodeId)
                .collect(Collectors.toSet());
    }

    /** Called at each check-in; when the node says what it said before, nothing is read or written. */
    void record(Node node, List<ImageReadiness> said, Collection<String> wanted) {
        var digest = digest(said, wanted);
        if (digest.equals(node.imagesDigest)) {
            return;
        }
        node.imagesDigest = digest;
        var rows = list("nodeId", node.id).stream().collect(Collectors.toMap(row -> row.image, Function.identity()));
        for (var readiness : said) {
            var row = rows.remove(readiness.image());
            if (row == null) {
                row = new NodeImage();
                row.nodeId = node.id;
                row.image = readiness.image();
                row.take(cut(readiness), clock.instant());
                persist(row);
            } else {
                row.take(cut(readiness), clock.instant());
            }
        }
        // an agent that has just started says nothing yet about what is wanted: that is not the same as missing
        rows.values().stream().filter(row -> !wanted.contains(row.image)).forEach(this::delete);
    }

    /** Whether the node said just this before. */
    static boolean isKnown(Node node, List<ImageReadiness> said, Collection<String> wanted) {
        return digest(said, wanted).equals(node.imagesDigest);
    }

    private static ImageReadiness cut(ImageReadiness r) {
        return r.detail().length() <= LONGEST_DETAIL
                ? r
                : new ImageReadiness(
                        r.image(), r.state(), r.percent(), r.detail().substring(0, LONGEST_DETAIL), r.sizeBytes());
    }

    private static String digest(List<ImageReadiness> said, Collection<String> wanted) {
        if (said.isEmpty() && wanted.isEmpty()) {
            return "";
        }
        var text = said.stream().map(ImageReadiness::toString).sorted().collect(Collectors.joining("\n"))
                + wanted.stream().sorted().collect(Collectors.joining("\n", "\n", ""));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
