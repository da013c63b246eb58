package dev.berth.agent;

import dev.berth.contract.Agent;

/** In the same process. */
class LocalAgentContractIT extends EngineAgentContract {
    @Override
    protected Agent agent() {
        return real.agent;
    }
}
