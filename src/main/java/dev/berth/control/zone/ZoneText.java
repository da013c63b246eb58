package dev.berth.control.zone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.contract.ZoneSettings;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as the database keeps them. A text of a later version may say more, one of an earlier version less. */
@Singleton
final class ZoneText {
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> MAP = new TypeReference<>() {};

    private final ObjectMapper json;

    ZoneText(ObjectMapper json) {
        this.json = json;
    }

    String write(ZoneSettings settings) {
        try {
            return json.writeValueAsString(ZoneField.map(settings));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    ZoneSettings read(String text) {
        try {
            Map<String, @Nullable Object> known = json.readValue(text, MAP);
            known.keySet().retainAll(ZoneField.map(ZoneSettings.DEFAULT).keySet());
            return ZoneField.read(known, ZoneSettings.DEFAULT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
