package dev.berth.control;

import io.quarkus.liquibase.LiquibaseFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.ui.LoggerUIService;

/** Brings the tables up to date; Liquibase owns them. */
@Singleton
public final class Schema {
    /** Looked up late: there is none where there is no database. */
    private final Instance<LiquibaseFactory> factory;

    Schema(Instance<LiquibaseFactory> factory) {
        this.factory = factory;
    }

    /** Blocks while another web app is at it. */
    void migrate() {
        try {
            // standard output is for people
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
                var migrations = factory.get();
                try (var liquibase = migrations.createLiquibase()) {
                    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                    liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                    liquibase.update(migrations.createContexts(), migrations.createLabels());
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException("The tables cannot be brought up to date: " + e.getMessage(), e);
        }
    }
}
