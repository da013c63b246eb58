package dev.berth.node.trace;

import dev.berth.contract.Tracer;
import dev.berth.node.NodeIdentity;
import dev.berth.node.Version;
import dev.berth.node.identity.PublicTrust;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.security.GeneralSecurityException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The SDK, put together by hand: one resource, one sampler, one way out. */
record Collecting(Tracer tracer, Outbox outbox) implements AutoCloseable {
    private static final int LONGEST_VALUE = 512;

    static Collecting start(OtlpConfig config, NodeIdentity identity, String roles, MeterRegistry metrics) {
        // it would tell of each batch that fails; the outbox tells once
        Logger.getLogger("io.opentelemetry").setLevel(Level.OFF);
        var outbox = new Outbox(exporter(config), config.timeout(), metrics);
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.create(attributes(config, identity, roles)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.sampling())))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .addSpanProcessor(outbox)
                .build();
        outbox.start();
        return new Collecting(new OtlpTracer(provider.get("dev.berth")), outbox);
    }

    private static Attributes attributes(OtlpConfig config, NodeIdentity identity, String roles) {
        return Attributes.builder()
                .put("service.name", config.serviceName())
                .put("service.instance.id", identity.address().id().toString())
                .put("service.version", Version.current())
                .put("berth.zone", identity.zone())
                .put("berth.node", identity.address().name())
                .put("berth.role", roles)
                .build();
    }

    private static OtlpHttpSpanExporter exporter(OtlpConfig config) {
        var base = config.endpoint().orElseThrow();
        var headers = CollectorHeaders.of(config);
        var builder = OtlpHttpSpanExporter.builder()
                .setEndpoint((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v1/traces")
                .setHeaders(() -> headers)
                .setCompression("gzip")
                .setTimeout(config.timeout())
                .setConnectTimeout(config.timeout())
                // a batch that fails is lost: what comes meanwhile matters more
                .setRetryPolicy(null);
        if (base.startsWith("https:")) {
            var trust = PublicTrust.of(config.ca(), "otlp-ca");
            builder.setSslContext(context(trust), trust);
        }
        return builder.build();
    }

    private static SSLContext context(TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        outbox.close();
    }
}
