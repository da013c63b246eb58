package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Target;
import java.util.Optional;

/** Whoever wants to look on at connections. */
public interface InstructionTaps {
    /**
     * Called before guacd is; may block.
     *
     * @throws dev.berth.contract.Problem when the connection must not come about without
     */
    Optional<InstructionTap> open(Target target);
}
