package dev.berth.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One sentence about a setting, shown by {@code --help} and written to docs/configuration.md. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
    String value();

    /** True when the value must never be printed. */
    boolean secret() default false;

    /** True when it may not be a flag: every user of a host can read those. */
    boolean hidden() default false;

    /** An environment variable of a standard that is read as well; ours win over it. */
    String variable() default "";

    /** The smallest number that can work; of a duration, in milliseconds. */
    double least() default 0;
}
