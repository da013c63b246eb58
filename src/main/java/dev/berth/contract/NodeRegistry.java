package dev.berth.contract;

/** Where nodes report. */
public interface NodeRegistry {
    /** Records that the node lives and answers what it has to do. */
    Orders checkIn(CheckIn checkIn);
}
