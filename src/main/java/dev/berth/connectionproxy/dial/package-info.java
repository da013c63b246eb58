/** Which machines a connection proxy may connect to, and whether they answer. */
@NullMarked
package dev.berth.connectionproxy.dial;

import org.jspecify.annotations.NullMarked;
