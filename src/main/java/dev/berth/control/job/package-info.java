/** Work that one web app at a time does. */
@NullMarked
package dev.berth.control.job;

import org.jspecify.annotations.NullMarked;
