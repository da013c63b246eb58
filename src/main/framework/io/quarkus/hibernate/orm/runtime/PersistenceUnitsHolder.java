package io.quarkus.hibernate.orm.runtime;

import io.quarkus.hibernate.orm.runtime.boot.FastBootMetadataBuilder;
import io.quarkus.hibernate.orm.runtime.boot.QuarkusPersistenceUnitDefinition;
import io.quarkus.hibernate.orm.runtime.boot.QuarkusPersistenceUnitDescriptor;
import io.quarkus.hibernate.orm.runtime.proxies.PreGeneratedProxies;
import io.quarkus.hibernate.orm.runtime.recording.RecordedState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hibernate.boot.archive.scan.spi.Scanner;
import org.hibernate.integrator.spi.Integrator;

/**
 * In the packaged program in place of the framework's class of this name. That one makes the model of the entities whenever
 * a process starts: a sixth of the start of a node, which has no database. This one makes it when a persistence unit is
 * started, which only happens where the control plane is.
 */
public final class PersistenceUnitsHolder {
    private static final Map<PersistenceUnitKey, QuarkusPersistenceUnitDescriptor> UNITS = new LinkedHashMap<>();
    private static final Map<PersistenceUnitKey, Supplier<RecordedState>> MODELS = new ConcurrentHashMap<>();

    private PersistenceUnitsHolder() {}

    static void initializeJpa(
            List<QuarkusPersistenceUnitDefinition> definitions,
            Scanner scanner,
            Collection<Class<? extends Integrator>> integrators,
            PreGeneratedProxies proxies) {
        for (var definition : definitions) {
            var key = new PersistenceUnitKey(definition.getName(), definition.isReactive());
            UNITS.put(key, definition.getPersistenceUnitDescriptor());
            MODELS.put(key, () -> new FastBootMetadataBuilder(definition, scanner, integrators, proxies).build());
        }
    }

    public static Map<PersistenceUnitKey, QuarkusPersistenceUnitDescriptor> getPersistenceUnits() {
        return UNITS;
    }

    public static Collection<QuarkusPersistenceUnitDescriptor> getPersistenceUnitDescriptors() {
        return UNITS.values();
    }

    /** Once for each unit, as it is not needed again. */
    public static RecordedState popRecordedState(String unit, boolean isReactive) {
        return MODELS.remove(new PersistenceUnitKey(unit, isReactive)).get();
    }
}
