package dev.berth.node;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/**
 * What a start begins with as soon as the framework has read the settings: whether a node counts as ready waits for the way
 * to the control plane to be tested, which needs nothing else of this process. That it makes Vert.x is the first thing of
 * which the framework tells.
 */
@Singleton
final class FirstThings implements VertxOptionsCustomizer {
    private final Preflight preflight;

    FirstThings(Preflight preflight) {
        this.preflight = preflight;
    }

    @Override
    public void accept(VertxOptions options) {
        preflight.start();
    }
}
