package org.jboss.resteasy.reactive.common.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.common.util.URLUtils;
import org.jboss.resteasy.reactive.spi.BeanFactory;

/**
 * In the packaged program in place of the framework's class of this name. With that one every process prepares all methods of
 * the API, also a node of the data plane, which never answers one. This one forgets them where there is no web app.
 */
public class ResourceClass {
    private static final boolean FORGETS = "false".equals(System.getProperty("role.web-app"));

    private final List<ResourceMethod> methods = new ArrayList<>();
    private String className;
    private String path;
    private BeanFactory<Object> factory;
    private boolean perRequestResource;
    private boolean isFormParamRequired;
    private Set<String> pathParameters = new HashSet<>();
    private Map<String, String> classLevelExceptionMappers = new HashMap<>();
    private Supplier<Boolean> isDisabled;

    /** What is added to the answer is lost where methods are forgotten. */
    public List<ResourceMethod> getMethods() {
        return FORGETS ? new ArrayList<>() : methods;
    }

    public String getClassName() {
        return className;
    }

    public ResourceClass setClassName(String className) {
        this.className = className;
        return this;
    }

    public String getPath() {
        return path;
    }

    public ResourceClass setPath(String path) {
        this.path = path;
        if (path != null) {
            pathParameters.clear();
            URLUtils.parsePathParameters(path, pathParameters);
        }
        return this;
    }

    public BeanFactory<Object> getFactory() {
        return factory;
    }

    public ResourceClass setFactory(BeanFactory<Object> factory) {
        this.factory = factory;
        return this;
    }

    public boolean isPerRequestResource() {
        return perRequestResource;
    }

    public void setPerRequestResource(boolean perRequestResource) {
        this.perRequestResource = perRequestResource;
    }

    public boolean isFormParamRequired() {
        return isFormParamRequired;
    }

    public ResourceClass setFormParamRequired(boolean formParamRequired) {
        isFormParamRequired = formParamRequired;
        return this;
    }

    public Set<String> getPathParameters() {
        return pathParameters;
    }

    public ResourceClass setPathParameters(Set<String> pathParameters) {
        this.pathParameters = pathParameters;
        return this;
    }

    public Map<String, String> getClassLevelExceptionMappers() {
        return classLevelExceptionMappers;
    }

    public void setClassLevelExceptionMappers(Map<String, String> classLevelExceptionMappers) {
        this.classLevelExceptionMappers = classLevelExceptionMappers;
    }

    public Supplier<Boolean> getIsDisabled() {
        return isDisabled;
    }

    public void setIsDisabled(Supplier<Boolean> isDisabled) {
        this.isDisabled = isDisabled;
    }

    public Map<Class<? extends Throwable>, ResourceExceptionMapper<? extends Throwable>> resourceExceptionMapper() {
        if (classLevelExceptionMappers.isEmpty()) {
            return Map.of();
        }
        throw new IllegalStateException(className + " handles failures itself, which this class does not know");
    }
}
