package dev.berth.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.quarkus.micrometer.runtime.binder.JVMInfoBinder;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/**
 * What the Java runtime and the system know of this process. The framework would register the same in the middle of a start,
 * a tenth of which it takes.
 */
@Singleton
public final class ProcessMetrics {
    private final MeterRegistry metrics;

    ProcessMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** To be called once, when the start is over. They live as long as the process. */
    public void register() {
        binders().forEach(binder -> binder.bindTo(metrics));
        if (!Version.isNative()) {
            // a native executable has no notices of collections
            new JvmGcMetrics().bindTo(metrics);
        }
    }

    private static Stream<MeterBinder> binders() {
        return Stream.of(
                new ClassLoaderMetrics(),
                new JvmHeapPressureMetrics(),
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new JVMInfoBinder(),
                new UptimeMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics());
    }
}
