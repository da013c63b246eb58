package dev.berth.contract;

import java.util.Optional;

/** An image that an agent has to hold ready. */
public record ImageOrder(String image, Optional<RegistryCredentials> registry) {}
