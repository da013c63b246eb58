package dev.berth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.http.HttpClient;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every class is initialised while a native executable is built, and what its static fields hold goes into it. A build
 * would find what is wrong there after minutes; this test finds it at once.
 */
class BuildTimeStateTest {
    /** Of the machine, or of the moment. */
    private static final List<Class<?>> FORBIDDEN = List.of(
            InetAddress.class,
            SocketAddress.class,
            Socket.class,
            ServerSocket.class,
            Channel.class,
            HttpClient.class,
            Thread.class,
            Timer.class,
            Process.class,
            Random.class);

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> wrong = new TreeSet<>();

    @Test
    void noStaticFieldHoldsAnythingOfTheMachine() throws Exception {
        int fields = 0;
        for (var type : classes()) {
            for (var field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    look(type.getName() + "." + field.getName(), value(field, null));
                    fields++;
                }
            }
        }
        assertEquals(Set.of(), wrong, "make it when it is needed");
        assertTrue(fields > 100, "static fields are looked at");
    }

    @Test
    void whatIsForbiddenIsFound() {
        look("here", Map.of("a", List.of(Optional.of(new Object[] {InetAddress.getLoopbackAddress()}))));
        assertEquals(Set.of("here holds an Inet4Address"), wrong);
    }

    private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
        var root = Path.of("target/classes");
        List<String> names;
        try (var files = Files.walk(root.resolve("dev/berth"))) {
            names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .toList();
        }
        var classes = new ArrayList<Class<?>>();
        for (var name : names) {
            classes.add(Class.forName(name));
        }
        return classes;
    }

    private void look(String where, Object value) {
        if (value == null || !seen.add(value)) {
            return;
        }
        if (FORBIDDEN.stream().anyMatch(type -> type.isInstance(value))) {
            wrong.add(where + " holds an " + value.getClass().getSimpleName());
        } else {
            parts(value).forEach(part -> look(where, part));
        }
    }

    private static Stream<?> parts(Object value) {
        return switch (value) {
            case Map<?, ?> map -> Stream.concat(map.keySet().stream(), map.values().stream());
            case Collection<?> collection -> collection.stream();
            case Optional<?> optional -> optional.stream();
            case Object[] array -> Stream.of(array);
            case Object ours
            when ours.getClass().getName().startsWith("dev.berth.") ->
                Stream.of(ours.getClass().getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(field -> value(field, ours));
            default -> Stream.empty();
        };
    }

    private static Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
