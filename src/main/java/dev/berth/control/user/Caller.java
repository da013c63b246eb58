package dev.berth.control.user;

import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param loginId the sign-in; streams opened under it end with it
 */
public record Caller(
        UUID userId, String name, UserRole role, UUID loginId, boolean mustChangePassword, String address) {
    public boolean isAdministrator() {
        return role == UserRole.ADMINISTRATOR;
    }
}
