package io.echelon.core;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a state machine holds, as its fields say.
final class Insides {
    private Insides() {}

    /// @return what the private field of that name has
    static <T> T field(Object owner, String name, Class<T> type) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            return type.cast(Objects.requireNonNull(valueOf(field, owner), name));
        } catch (NoSuchFieldException missing) {
            throw new AssertionError(owner.getClass() + " has no " + name, missing);
        }
    }

    static List<Group> groups(StateMachine machine) {
        return field(machine, "groups", Groups.class).all();
    }

    /// All that is not empty or not zero in an object and in what it holds itself, as `Roster.size = 2`.
    /// Into what a collection holds nobody looks.
    static Set<String> leftovers(Object owner) {
        Set<String> found = new TreeSet<>();
        for (Field field : owner.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                String name = owner.getClass().getSimpleName() + "." + field.getName();
                found.addAll(leftovers(name, valueOf(field, owner)));
            }
        }
        return found;
    }

    private static Set<String> leftovers(String name, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.isEmpty() ? Set.of() : Set.of(name + " = " + map);
            case Collection<?> collection -> collection.isEmpty() ? Set.of() : Set.of(name + " = " + collection);
            case Number number -> number.longValue() == 0 ? Set.of() : Set.of(name + " = " + number);
            case Object part when isOurs(part) -> leftovers(part);
            case null, default -> Set.of();
        };
    }

    private static boolean isOurs(Object part) {
        return part.getClass().getPackageName().equals(StateMachine.class.getPackageName())
                && !(part instanceof Limits || part.getClass().isHidden());
    }

    private static @Nullable Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(field.toString(), impossible);
        }
    }
}
