package dev.berth.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.berth.contract.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manifest for r.example/a:1 not found: manifest unknown: manifest unknown | There is no image",
                "pull access denied for a, repository does not exist or may require 'docker login' | There is no image",
                "Head \"https://r/v2/a/manifests/1\": unauthorized: authentication required | refuses to hand out",
                "Get \"https://r/v2/\": dial tcp: lookup r on 192.0.2.1:53: no such host | cannot be reached",
                "Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused | cannot be reached",
                "Get \"https://r/v2/\": x509: certificate signed by unknown authority | cannot be reached",
                "failed to register layer: write /x: no space left on device | disk is full",
                "toomanyrequests: You have reached your pull rate limit | limits how often",
                "no matching manifest for linux/arm64 in the manifest list entries | does not exist for this agent's processor",
                "a new kind of trouble | Pulling r.example/a:1 failed"
            })
    void theUserHearsWhatToDo(String said, String sentence) {
        var problem = PullErrors.explain(ImageReference.parse("r.example/a:1"), said);
        assertEquals(ProblemCode.LAUNCH_FAILED, problem.code());
        assertTrue(problem.detail().contains(sentence), problem.detail());
        assertTrue(problem.detail().contains("r.example/a:1"), problem.detail());
    }
}
