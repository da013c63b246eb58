package dev.berth.control.job;

/** Work that one web app at a time does, again and again. A pass must be short and must survive being cut off. */
public interface Job {
    void run();
}
