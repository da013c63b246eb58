package dev.berth.agent;

/** Tells whether a container's stream answers. Cheap and blocking: it is asked every few milliseconds. */
interface StreamProbe {
    boolean ready(ContainerTarget target);
}
