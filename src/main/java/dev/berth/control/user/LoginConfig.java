package dev.berth.control.user;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How people sign in. */
@ConfigMapping(prefix = "berth.login")
@Doc("Sign-in (role web-app)")
public interface LoginConfig {
    @Doc("How long a sign-in lasts.")
    @WithDefault("12h")
    Duration lifetime();

    @Doc(value = "Wrong passwords in a row that lock an account.", least = 1)
    @WithDefault("5")
    int maxFailures();

    @Doc("How long a locked account stays locked.")
    @WithDefault("15m")
    Duration lockDuration();

    @Doc(value = "Sign-in attempts that one address may make in a minute.", least = 1)
    @WithDefault("30")
    int attemptsPerMinute();
}
