package dev.berth.control.server;

import java.util.List;
import java.util.UUID;

/** What an administrator fills in. */
public record ServerPoolForm(
        String name, String description, List<UUID> serverIds, boolean exclusive, boolean enabled) {}
