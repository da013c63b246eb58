package dev.berth.connectionproxy.delivery;

import dev.berth.contract.Problem;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a browser says about itself when it connects. Nothing of it is believed further than its form.
 *
 * @param layout   as guacd calls it; empty when the browser named none that is known
 * @param audio    types of sound that it plays
 * @param image    types of images that it shows
 */
record Screen(
        int width,
        int height,
        int dpi,
        Optional<String> timezone,
        Optional<String> layout,
        List<String> audio,
        List<String> image) {
    static final String PATH = "/guacamole";

    private static final int MOST_PIXELS = 8192;
    private static final int MOST_DPI = 600;
    private static final int MOST_TYPES = 8;
    private static final Pattern TYPE =
            Pattern.compile("[a-z]{1,16}/[A-Za-z0-9.+-]{1,32}(;[a-z]{1,16}=[0-9]{1,8}){0,3}");
    private static final Pattern TIMEZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+/-]{0,63}");
    private static final List<String> IMAGES = List.of("image/png", "image/jpeg");

    /** @param below path and query below the session's own @throws Problem {@code NOT_FOUND}, {@code INVALID} */
    static Screen parse(String below) {
        var query = new QueryStringDecoder(below);
        if (!query.path().equals(PATH)) {
            throw new Problem(
                    dev.berth.contract.ProblemCode.NOT_FOUND, "This session has one stream, at " + PATH + ".");
        }
        var given = query.parameters();
        var image = types(given, "image");
        return new Screen(
                number(given, "width", 1024, MOST_PIXELS),
                number(given, "height", 768, MOST_PIXELS),
                number(given, "dpi", 96, MOST_DPI),
                one(given, "timezone").map(zone -> matching(zone, TIMEZONE, "timezone")),
                one(given, "layout").flatMap(Layouts::guacd),
                types(given, "audio"),
                image.isEmpty() ? IMAGES : image);
    }

    private static Optional<String> one(Map<String, List<String>> given, String name) {
        return given.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    private static int number(Map<String, List<String>> given, String name, int otherwise, int most) {
        var text = one(given, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        int number = text.get().matches("[0-9]{1,5}") ? Integer.parseInt(text.get()) : 0;
        if (number < 1 || number > most) {
            throw Problem.invalid(name, "The " + name + " is a whole number from 1 to " + most + ".");
        }
        return number;
    }

    private static List<String> types(Map<String, List<String>> given, String name) {
        var types = given.getOrDefault(name, List.of());
        if (types.size() > MOST_TYPES) {
            throw Problem.invalid(name, "At most " + MOST_TYPES + " types can be named.");
        }
        return types.stream().map(type -> matching(type, TYPE, name)).toList();
    }

    private static String matching(String value, Pattern form, String name) {
        if (!form.matcher(value).matches()) {
            throw Problem.invalid(name, "The " + name + " does not have the form of one.");
        }
        return value;
    }
}
