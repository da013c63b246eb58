package dev.berth.node;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.io.Serial;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the module of a role, so that it is constructed only where the role is active. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.FIELD})
public @interface ForRole {
    Role value();

    /** For lookups by value. */
    final class Literal extends AnnotationLiteral<ForRole> implements ForRole {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Role role;

        public Literal(Role role) {
            this.role = role;
        }

        @Override
        public Role value() {
            return role;
        }
    }
}
