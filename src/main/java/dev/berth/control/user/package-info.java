/** People: accounts, passwords, sign-ins. Others call the services; nobody else reads these rows. */
@NullMarked
package dev.berth.control.user;

import org.jspecify.annotations.NullMarked;
