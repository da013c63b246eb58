package dev.berth.contract;

/** How a node proves that it answers at its address. */
public final class Identification {
    /** The path that every node serves, whatever its roles. */
    public static final String PATH = "/internal/node/identify";

    /** The method that the answer is signed for: none that a call has, so that the signature is good for nothing else. */
    public static final String METHOD = "IDENTIFY";

    private Identification() {}

    /** @param nonce random; the answer must be as fresh */
    public record Question(String nonce) {}

    /** @param proof the node's signature of {@link #METHOD}, {@link #PATH} and the nonce as the body */
    public record Answer(String proof) {}
}
