package dev.berth.webapp.api;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** An operation that reads a body gets one: nothing, and JSON's {@code null}, are refused before it is called. */
@Provider
public final class RequiredBody implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        var body = context.proceed();
        if (body == null) {
            throw new Problem(ProblemCode.INVALID, "The request has no body; a JSON object is expected.");
        }
        return body;
    }
}
