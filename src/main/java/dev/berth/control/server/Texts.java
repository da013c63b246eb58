package dev.berth.control.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Names and texts in one column. */
@Singleton
public class Texts {
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper json;

    Texts(ObjectMapper json) {
        this.json = json;
    }

    String write(Map<String, String> texts) {
        try {
            return json.writeValueAsString(new TreeMap<>(texts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What administrators have guacd told besides. */
    public Map<String, String> parameters(Server server) {
        try {
            return json.readValue(server.parameters, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
