package dev.berth.control;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Work that may be done twice, a transaction of its own each time: it is, when the first one lost its connection to the
 * database, as after a failover, or was undone to break a deadlock. When that does not help either, the caller hears {@code UNAVAILABLE}.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Repeatable {}
