package io.quarkus.runtime.configuration;

import io.smallrye.config.PropertyName;
import java.util.Set;

/**
 * In the packaged program in place of the framework's class of this name. At each start that one compares the segments of two
 * thousand names with those of all settings, as patterns. This one looks at a first letter before: nearly always it differs.
 */
public final class PropertiesUtil {
    private PropertiesUtil() {}

    /** Whether the next segment of a name is this one, which may be a pattern. */
    public static boolean isMapped(NameIterator name, String mapped) {
        var text = name.getName();
        int begin = name.getPosition() + 1;
        if (isOther(text, begin, mapped)) {
            return false;
        }
        int end = name.getNextEnd();
        return PropertyName.equals(text, begin, end == 0 ? text.length() : end - begin, mapped, 0, mapped.length());
    }

    private static boolean isOther(String text, int begin, String mapped) {
        return begin < text.length()
                && !mapped.isEmpty()
                && text.charAt(begin) != mapped.charAt(0)
                && text.charAt(begin) != '*'
                && mapped.charAt(0) != '*';
    }

    public static boolean isPropertyInRoots(String property, Set<String> roots) {
        return roots.stream().anyMatch(root -> isPropertyInRoot(property, root));
    }

    /** Whether it is a root, or below one: after a dot, or in its list. */
    public static boolean isPropertyInRoot(String property, String root) {
        if (!property.startsWith(root)) {
            return false;
        }
        return property.length() == root.length()
                || property.charAt(root.length()) == '.'
                || property.charAt(root.length()) == '[';
    }

    public static boolean isPropertyQuarkusCompoundName(NameIterator name) {
        return name.getName().startsWith("\"quarkus.");
    }
}
