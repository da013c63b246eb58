package dev.berth.relay;

import dev.berth.node.Reporter;
import dev.berth.node.RoleModule;
import io.vertx.ext.web.Router;
import java.util.List;

/** A role that takes part in the data plane and brings nothing else with it. */
public abstract class DataPlaneModule implements RoleModule {
    private final DataPlane dataPlane;

    protected DataPlaneModule(DataPlane dataPlane) {
        this.dataPlane = dataPlane;
    }

    @Override
    public void routes(Router router) {
        dataPlane.routes(router);
    }

    @Override
    public void start() {
        dataPlane.start();
    }

    @Override
    public void awaitOpen() {
        dataPlane.awaitOpen();
    }

    @Override
    public List<Reporter> reporters() {
        return List.of(dataPlane.reporter());
    }

    @Override
    public void drain(boolean on) {
        dataPlane.drain(on);
    }

    @Override
    public void release() {
        dataPlane.release();
    }

    @Override
    public void leave() {
        dataPlane.leave();
    }

    @Override
    public boolean isBusy() {
        return dataPlane.isBusy();
    }

    @Override
    public void stop() {
        dataPlane.stop();
    }
}
