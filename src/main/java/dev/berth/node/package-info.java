/**
 * What this process is: its roles, settings, identity, routes and life. Every role builds on it.
 * It decides nothing about sessions and must never see the database.
 */
@NullMarked
package dev.berth.node;

import org.jspecify.annotations.NullMarked;
