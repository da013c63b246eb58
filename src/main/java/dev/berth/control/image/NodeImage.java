package dev.berth.control.image;

import dev.berth.contract.ImageReadiness;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a node is with an image, as it said last. */
@Entity
@IdClass(NodeImage.Key.class)
public class NodeImage {
    @Id
    public UUID nodeId;

    @Id
    public String image;

    @Enumerated(EnumType.STRING)
    public ImageReadiness.State state;

    public @Nullable Integer percent;
    public String detail;
    public long sizeBytes;

    /** When it came to this. */
    public Instant at;

    @SuppressWarnings("NullAway.Init")
    NodeImage() {}

    /** True when something was changed. */
    boolean take(ImageReadiness readiness, Instant now) {
        var fresh = readiness.percent().orElse(null);
        if (readiness.state() == state
                && Objects.equals(fresh, percent)
                && readiness.detail().equals(detail)
                && readiness.sizeBytes() == sizeBytes) {
            return false;
        }
        state = readiness.state();
        percent = fresh;
        detail = readiness.detail();
        sizeBytes = readiness.sizeBytes();
        at = now;
        return true;
    }

    /** The primary key. */
    public record Key(UUID nodeId, String image) {}
}
