package dev.berth.node.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.berth.contract.Capacity;
import dev.berth.contract.CheckIn;
import dev.berth.contract.ConnectionRequest;
import dev.berth.contract.ConnectionTest;
import dev.berth.contract.EnrolRequest;
import dev.berth.contract.GrantRequest;
import dev.berth.contract.Greeting;
import dev.berth.contract.HostShare;
import dev.berth.contract.Identification;
import dev.berth.contract.ImageOrder;
import dev.berth.contract.ImageReadiness;
import dev.berth.contract.Incident;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.Launched;
import dev.berth.contract.NodeAddress;
import dev.berth.contract.NodeCertificate;
import dev.berth.contract.NodeRequest;
import dev.berth.contract.OpenStream;
import dev.berth.contract.Orders;
import dev.berth.contract.PassList;
import dev.berth.contract.PassUse;
import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.contract.Pruned;
import dev.berth.contract.RecordingPart;
import dev.berth.contract.RecordingReport;
import dev.berth.contract.RecordingRequest;
import dev.berth.contract.RegistryCredentials;
import dev.berth.contract.RunningSession;
import dev.berth.contract.SessionPolicy;
import dev.berth.contract.SessionRoute;
import dev.berth.contract.SessionSpec;
import dev.berth.contract.StreamToken;
import dev.berth.contract.Target;
import dev.berth.contract.TargetRequest;
import dev.berth.contract.UpstreamReport;
import dev.berth.contract.UpstreamTrials;
import dev.berth.contract.ZoneOrder;
import dev.berth.contract.ZoneSettings;
import dev.berth.node.ProblemJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records of the contract as JSON. What is unknown is ignored and what is missing is empty, so that versions N and
 * N−1 understand each other; what is empty is not sent.
 */
@RegisterForReflection(
        targets = {
            Capacity.class,
            Capacity.Engine.class,
            CheckIn.class,
            ConnectionRequest.class,
            ConnectionTest.class,
            ConnectionTest.Result.class,
            ConnectionTest.Step.class,
            EnrolRequest.class,
            GrantRequest.class,
            Greeting.class,
            Greeting.Question.class,
            HostShare.class,
            Identification.Answer.class,
            Identification.Question.class,
            ImageOrder.class,
            Incident.class,
            ImageReadiness.class,
            LaunchProgress.class,
            Launched.class,
            NodeAddress.class,
            NodeCertificate.class,
            NodeRequest.class,
            OpenStream.class,
            Orders.class,
            PassList.class,
            PassUse.class,
            Problem.FieldError.class,
            Pruned.class,
            RecordingReport.class,
            RecordingPart.class,
            RecordingRequest.class,
            RegistryCredentials.class,
            RunningSession.class,
            SessionRoute.class,
            SessionPolicy.class,
            SessionSpec.class,
            StreamToken.class,
            Target.class,
            TargetRequest.class,
            UpstreamReport.class,
            UpstreamTrials.Question.class,
            ZoneOrder.class,
            ZoneSettings.class,
            RunningSession[].class,
            ProblemJson.class,
            CallLine.class,
            SessionCall.class,
            Nothing.class,
        })
public final class Wire {
    private static final JsonMapper JSON = mapper();

    private Wire() {}

    private static JsonMapper mapper() {
        // the default keeps its buffers with the thread, and a virtual thread brings new ones for each message
        var factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .build();
        var mapper = JsonMapper.builder(factory)
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                .defaultPropertyInclusion(
                        // an empty list inside an Optional says something
                        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                .build();
        for (var type : List.<Class<?>>of(List.class, Set.class, Map.class, String.class)) {
            mapper.configOverride(type).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        }
        return mapper;
    }

    public static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws Problem {@code INVALID} for what is not the JSON of such a record */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = JSON.readValue(json, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw new Problem(ProblemCode.INVALID, "The message is not what is expected: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new Problem(ProblemCode.INVALID, "The message is empty.");
    }
}
