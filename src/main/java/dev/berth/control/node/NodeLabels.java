package dev.berth.control.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels of nodes: {@code key=value}, by which workspaces choose among them. */
public final class NodeLabels {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}=[A-Za-z0-9._-]{0,63}");

    private NodeLabels() {}

    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /** For people and JSON. */
    public static Map<String, String> map(List<String> labels) {
        var map = new LinkedHashMap<String, String>();
        labels.forEach(label -> {
            int equals = label.indexOf('=');
            map.put(equals < 0 ? label : label.substring(0, equals), equals < 0 ? "" : label.substring(equals + 1));
        });
        return map;
    }

    public static List<String> list(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }
}
