/** Serves the console's pages and the headers that protect them. Called by the web-app module alone. */
@NullMarked
package dev.berth.webapp.ui;

import org.jspecify.annotations.NullMarked;
