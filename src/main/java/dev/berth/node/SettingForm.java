package dev.berth.node;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form that a setting's value must have, checked before the framework reads it: the framework tells one error at
 * a time, under names that nobody typed, and takes a misspelt {@code true} for {@code false}.
 */
record SettingForm(Type type, double least) {
    private static final Set<String> FLAGS = Set.of("true", "false");

    boolean isOptional() {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    /** What is wrong with the value, as the end of a sentence; empty when nothing is. */
    Optional<String> complaint(String value) {
        try {
            return complaint(item(type), value);
        } catch (IllegalArgumentException malformed) {
            return Optional.of("is not " + expected(item(type)));
        }
    }

    private Optional<String> complaint(Type item, String value) {
        if (item == int.class || item == long.class || item == double.class) {
            return amount(item, value);
        }
        if (item == Duration.class) {
            return duration(value);
        }
        if (item == MemorySize.class) {
            return below(new MemorySizeConverter().convert(value).asLongValue());
        }
        if (item == Path.class) {
            return Path.of(value).toString().isEmpty() ? Optional.of("names no file") : Optional.empty();
        }
        boolean unknown = item == boolean.class && !FLAGS.contains(value.toLowerCase(Locale.ROOT))
                || item instanceof Class<?> c && c.isEnum() && !names(c).contains(value);
        return unknown ? Optional.of("is not " + expected(item)) : Optional.empty();
    }

    private Optional<String> amount(Type item, String value) {
        if (item == double.class) {
            var number = Double.parseDouble(value);
            return Double.isFinite(number) ? below(number) : Optional.of("is not " + expected(item));
        }
        return below(item == int.class ? Integer.parseInt(value) : Long.parseLong(value));
    }

    private Optional<String> duration(String value) {
        var duration = DurationConverter.parseDuration(value);
        if (duration.isNegative()) {
            return Optional.of("is negative");
        }
        return duration.toMillis() < least
                ? Optional.of("is too short; at least "
                        + Duration.ofMillis((long) least).toMillis() + " ms")
                : Optional.empty();
    }

    private Optional<String> below(double number) {
        return number < least
                ? Optional.of("is too small; at least " + (least == Math.rint(least) ? (long) least + "" : least + ""))
                : Optional.empty();
    }

    private static String expected(Type item) {
        if (item == int.class || item == long.class) {
            return "a whole number";
        }
        if (item == double.class) {
            return "a number like 1.5";
        }
        if (item == Duration.class) {
            return "a duration like 30s, 15m or 12h";
        }
        if (item == MemorySize.class) {
            return "a size like 512M or 4G";
        }
        if (item instanceof Class<?> c && c.isEnum()) {
            return "one of " + String.join(", ", names(c));
        }
        return item == Path.class ? "the name of a file" : "true or false";
    }

    private static Set<String> names(Class<?> choices) {
        return Arrays.stream(choices.getEnumConstants())
                .map(choice -> choice.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /** The type inside Optional and List. */
    private static Type item(Type type) {
        return type instanceof ParameterizedType generic ? item(generic.getActualTypeArguments()[0]) : type;
    }
}
