package dev.berth.contract;

/** A node asks to join, with the token that an administrator made for it. */
public record EnrolRequest(String token, NodeRequest request) {
    @Override
    public String toString() {
        return "EnrolRequest[" + request.node() + "]";
    }
}
