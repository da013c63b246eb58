package dev.berth.control.zone;

import dev.berth.contract.Problem;
import dev.berth.contract.ZoneSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** The form of the file of zones: {@code zones:}, a name each, and its settings. */
final class ZoneYaml {
    private static final int MOST = 256 * 1024;
    private static final String HEAD =
            "# The zones of this deployment. Settings that a zone leaves out stay as they are when this is applied.\n";

    private ZoneYaml() {}

    static String write(Map<String, ZoneSettings> zones) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        var all = new LinkedHashMap<String, Object>();
        zones.forEach((name, settings) -> all.put(name, ZoneField.map(settings)));
        return HEAD + new Yaml(new Representer(options), options).dump(Map.of("zones", all));
    }

    /** @throws Problem {@code INVALID} with the line where it can be no such file */
    static Map<String, Map<String, @Nullable Object>> read(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(MOST);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw Problem.invalid(
                    "yaml",
                    "This is no YAML" + (mark == null ? "" : " (line " + (mark.getLine() + 1) + ")") + ": "
                            + e.getProblem() + ".");
        } catch (YAMLException e) {
            throw Problem.invalid("yaml", "This is no YAML: " + e.getMessage() + ".");
        }
        if (!(root instanceof Map<?, ?> file) || file.size() != 1 || !(file.get("zones") instanceof Map<?, ?> zones)) {
            throw Problem.invalid("yaml", "The file has to begin with zones: and a name for each zone below it.");
        }
        var found = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        zones.forEach((name, settings) -> found.put(String.valueOf(name), settings(String.valueOf(name), settings)));
        return found;
    }

    private static Map<String, @Nullable Object> settings(String zone, @Nullable Object value) {
        var settings = new LinkedHashMap<String, @Nullable Object>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((name, one) -> settings.put(String.valueOf(name), one));
        } else if (value != null) {
            throw Problem.invalid("yaml", "Below zone " + zone + " its settings are expected, each with a name.");
        }
        return settings;
    }
}
