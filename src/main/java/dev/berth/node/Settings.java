package dev.berth.node;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * All settings of the program, from flags, environment ({@code BERTH_…}) and a file ({@code --config}), in this order
 * of strength; variables of a standard count least. Unknown names refuse to start; all errors are collected, so that one start tells them all.
 */
public final class Settings {
    private static final String CONFIG_FILE = "config";

    private final List<Setting> known;

    public Settings(List<Class<?>> mappings) {
        known = mappings.stream()
                .flatMap(mapping -> Arrays.stream(mapping.getMethods())
                        .sorted(Comparator.comparing(method -> method.getName()))
                        .map(method -> Setting.of(mapping, method)))
                .toList();
    }

    public List<Setting> known() {
        return known;
    }

    /**
     * @return property name to value, without defaults
     * @throws InvalidSettings naming every error
     */
    public Map<String, String> read(List<String> flags, Map<String, String> environment) {
        var errors = new ArrayList<String>();
        var fromFlags = flags(flags, errors);
        var values = standard(environment);
        var file = Optional.ofNullable(fromFlags.remove(CONFIG_FILE))
                .or(() -> Optional.ofNullable(environment.get("BERTH_CONFIG")));
        file.ifPresent(path -> values.putAll(file(Path.of(path), errors)));
        values.putAll(environment(environment, errors));
        values.putAll(fromFlags);
        var properties = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> find(name).ifPresent(setting -> check(setting, value, errors, properties)));
        if (!errors.isEmpty()) {
            throw new InvalidSettings(errors);
        }
        return properties;
    }

    private static void check(Setting setting, String value, List<String> errors, Map<String, String> properties) {
        if (value.isBlank()) {
            // an empty value takes an optional default away
            if (setting.defaultValue().isPresent() && setting.form().isOptional()) {
                properties.put(setting.property(), "");
            } else if (setting.defaultValue().isPresent()) {
                errors.add("--" + setting.name() + " has no value.");
            }
            return;
        }
        var text = value.strip();
        var shown = setting.secret() ? "the value" : "'" + text + "'";
        setting.form()
                .complaint(text)
                .ifPresent(complaint -> errors.add("--" + setting.name() + ": " + shown + " " + complaint + "."));
        properties.put(setting.property(), text);
    }

    private Map<String, String> flags(List<String> flags, List<String> errors) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < flags.size(); i++) {
            var flag = flags.get(i);
            if (!flag.startsWith("--")) {
                errors.add("'" + flag + "' is not a flag; flags look like --roles=all.");
                continue;
            }
            int equals = flag.indexOf('=');
            var name = equals < 0 ? flag.substring(2) : flag.substring(2, equals);
            if (!isKnown(name)) {
                errors.add("There is no flag --" + name + "." + Nearest.hint("--" + name, dashed()));
            } else if (find(name).filter(Setting::hidden).isPresent()) {
                errors.add(hidden(find(name).orElseThrow()));
                i += equals < 0 && i + 1 < flags.size() && !flags.get(i + 1).startsWith("--") ? 1 : 0;
            } else if (equals >= 0) {
                values.put(name, flag.substring(equals + 1));
            } else if (i + 1 < flags.size() && !flags.get(i + 1).startsWith("--")) {
                values.put(name, flags.get(++i));
            } else {
                errors.add("--" + name + " needs a value, as in --" + name + "=…");
            }
        }
        return values;
    }

    private String hidden(Setting setting) {
        var file = setting.name() + "-file";
        return "--" + setting.name() + " may not be a flag, because every user of this host can read it there. Set "
                + setting.variable() + (find(file).isPresent() ? ", or name a file with --" + file : "") + ".";
    }

    /** What a standard says counts least: it is set for all programs of a host. */
    private Map<String, String> standard(Map<String, String> environment) {
        var values = new LinkedHashMap<String, String>();
        for (var setting : known) {
            setting.standard()
                    .map(environment::get)
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> values.put(setting.name(), value));
        }
        return values;
    }

    private Map<String, String> environment(Map<String, String> environment, List<String> errors) {
        var values = new LinkedHashMap<String, String>();
        environment.forEach((variable, value) -> {
            if (!variable.startsWith("BERTH_") || variable.equals("BERTH_CONFIG")) {
                return;
            }
            var setting =
                    known.stream().filter(s -> s.variable().equals(variable)).findFirst();
            setting.ifPresentOrElse(
                    s -> values.put(s.name(), value),
                    () -> errors.add("There is no setting for the environment variable " + variable + "."
                            + Nearest.hint(
                                    variable,
                                    known.stream().map(Setting::variable).toList())));
        });
        return values;
    }

    private Map<String, String> file(Path path, List<String> errors) {
        var values = new LinkedHashMap<String, String>();
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IllegalArgumentException malformed) {
            errors.add("The configuration file " + path + " is malformed: " + malformed.getMessage());
        } catch (IOException e) {
            errors.add("The configuration file " + path + " cannot be read: " + FileTrouble.of(e) + ".");
        }
        properties.forEach((key, value) -> {
            var name = key.toString();
            if (find(name).isEmpty()) {
                errors.add("There is no key '" + name + "' (in " + path + ")." + Nearest.hint(name, names()));
            } else {
                values.put(name, value.toString());
            }
        });
        return values;
    }

    private Optional<Setting> find(String name) {
        return known.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    private boolean isKnown(String name) {
        return name.equals(CONFIG_FILE) || find(name).isPresent();
    }

    private List<String> names() {
        return known.stream().map(Setting::name).toList();
    }

    private List<String> dashed() {
        return names().stream().map(name -> "--" + name).toList();
    }
}
