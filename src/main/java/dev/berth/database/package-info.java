/**
 * Role database: the embedded PostgreSQL of a single-server deployment. Started by the composition root before
 * anything else and stopped last. It must never be used once a JDBC URL is configured.
 */
@NullMarked
package dev.berth.database;

import org.jspecify.annotations.NullMarked;
