/**
 * The REST API of the console: a resource for each noun and the records it shows. It reads the request, calls
 * {@code control} and shows the answer. Every operation needs a sign-in unless it is marked {@code Open}.
 */
@NullMarked
package dev.berth.webapp.api;

import org.jspecify.annotations.NullMarked;
