package dev.berth.webapp.api;

import dev.berth.control.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What users see of a workspace.
 *
 * @param url               of a link
 * @param unavailableReason a sentence; null while it can be launched, as far as is known before
 */
public record WorkspaceTile(
        UUID id,
        String name,
        String description,
        String icon,
        List<String> categories,
        String protocol,
        String kind,
        @Nullable String url,
        boolean available,
        @Nullable String unavailableReason) {
    static WorkspaceTile of(Workspace w, Optional<String> unavailable) {
        return new WorkspaceTile(
                w.id,
                w.name,
                w.description,
                w.icon,
                w.categories(),
                w.protocol.wireName(),
                w.kind.wireName(),
                w.url,
                unavailable.isEmpty(),
                unavailable.orElse(null));
    }
}
