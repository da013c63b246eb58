package dev.berth.database;

import java.util.Optional;

/** The embedded server that the composition root started; empty when a JDBC URL is configured. */
public record EmbeddedDatabase(Optional<EmbeddedPostgres> server) {}
