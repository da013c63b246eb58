package dev.berth.contract;

/** What a registry wants to know before it hands out an image. */
public record RegistryCredentials(String user, String password) {
    @Override
    public String toString() {
        return "RegistryCredentials[" + user + "]";
    }
}
