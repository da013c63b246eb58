package dev.berth.node.trace;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where traces go. */
@ConfigMapping(prefix = "berth.otlp")
@Doc("Traces (OpenTelemetry, every role)")
public interface OtlpConfig {
    @Doc(
            value =
                    "Base address of an OpenTelemetry collector that takes OTLP over HTTP (http/protobuf), for example https://collector.example.org:4318; nothing is traced when not set.",
            variable = "OTEL_EXPORTER_OTLP_ENDPOINT")
    Optional<String> endpoint();

    @Doc(
            value =
                    "Headers that the collector wants, as name=value,name=value; not as a flag, which every user of the host could read.",
            secret = true,
            hidden = true,
            variable = "OTEL_EXPORTER_OTLP_HEADERS")
    Optional<String> headers();

    @Doc("File that holds the headers that the collector wants.")
    Optional<Path> headersFile();

    @Doc(
            value =
                    "Certificates (PEM) of the authorities that vouch for the collector; the Java runtime's are used when not set.",
            variable = "OTEL_EXPORTER_OTLP_CERTIFICATE")
    Optional<Path> ca();

    @Doc(value = "Longest time that the collector may take for one batch.", least = 100)
    @WithDefault("5s")
    Duration timeout();

    @Doc(
            value =
                    "Part of the traces that are kept, from 0 to 1, decided where a trace begins and the same on every node.",
            variable = "OTEL_TRACES_SAMPLER_ARG")
    @WithDefault("1.0")
    double sampling();

    @Doc(value = "Name of the service in traces.", variable = "OTEL_SERVICE_NAME")
    @WithDefault("berth")
    String serviceName();
}
