package dev.berth.webapp.api;

import dev.berth.control.workspace.Workspace;
import java.util.List;
import java.util.UUID;

/** What users see of a workspace. */
public record WorkspaceTile(
        UUID id, String name, String description, String icon, List<String> categories, String protocol) {
    static WorkspaceTile of(Workspace w) {
        return new WorkspaceTile(w.id, w.name, w.description, w.icon, w.categories(), w.protocol.wireName());
    }
}
