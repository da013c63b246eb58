package dev.berth.node;

import dev.berth.contract.Doc;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One setting, read off a mapping interface.
 *
 * @param name     as in a flag and in the file, for example {@code database-url}
 * @param property as the framework knows it, for example {@code berth.database.url}
 * @param group    heading under which it is listed
 * @param hidden   true when it may not be a flag
 * @param standard an environment variable of a standard that is read as well
 * @param form     what its values look like
 */
public record Setting(
        String name,
        String property,
        String group,
        String doc,
        Optional<String> defaultValue,
        boolean secret,
        boolean hidden,
        Optional<String> standard,
        SettingForm form) {
    private static final Pattern WORD = Pattern.compile("([a-z0-9])([A-Z])");

    static Setting of(Class<?> mapping, Method method) {
        var prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        var property = prefix + "." + kebab(method.getName());
        var doc = method.getAnnotation(Doc.class);
        if (doc == null) {
            throw new IllegalStateException(method + " has no @Doc");
        }
        return new Setting(
                property.substring(prefix.indexOf("berth") + "berth.".length()).replace('.', '-'),
                property,
                Optional.ofNullable(mapping.getAnnotation(Doc.class))
                        .map(Doc::value)
                        .orElse(prefix),
                doc.value(),
                Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value),
                doc.secret(),
                doc.hidden(),
                Optional.of(doc.variable()).filter(variable -> !variable.isEmpty()),
                new SettingForm(method.getGenericReturnType(), doc.least()));
    }

    /** The environment variable, for example {@code BERTH_DATABASE_URL}. */
    public String variable() {
        return "BERTH_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String kebab(String camel) {
        return WORD.matcher(camel).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }
}
