package dev.berth.control.user;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** argon2id with 19 MiB, 2 passes, 1 lane: the first choice of the OWASP password storage cheat sheet. */
@Singleton
public final class Passwords {
    public static final int SHORTEST = 12;
    private static final int LONGEST = 256;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    /** Without 0, O, 1, l and I, which people mistake for each other. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GENERATED_LENGTH = 16;

    private final SecureRandom random = new SecureRandom();
    /** Bounds the memory that a flood of sign-ins can take: 4 x 19 MiB. */
    private final Semaphore slots = new Semaphore(4);

    /** Verified against when there is no such account, so that the answer takes as long. */
    private final String nobody = text(random(SALT_BYTES), random(HASH_BYTES));

    /** Some 93 bits, made to be typed once. */
    public String generate() {
        var text = new StringBuilder();
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** @throws Problem {@code INVALID} saying what a password needs */
    public static void check(String field, String password, String userName) {
        if (password.length() < SHORTEST) {
            throw Problem.invalid(field, "A password has at least " + SHORTEST + " characters.");
        }
        if (password.length() > LONGEST) {
            throw Problem.invalid(field, "A password has at most " + LONGEST + " characters.");
        }
        if (password.equalsIgnoreCase(userName) || password.chars().distinct().count() < 5) {
            throw Problem.invalid(field, "This password is too easy to guess.");
        }
    }

    String hash(String password) {
        var salt = random(SALT_BYTES);
        return text(salt, argon2(password, salt, MEMORY_KIB, PASSES));
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(MEMORY_KIB, PASSES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    boolean matches(String password, String hash) {
        var parts = hash.split("\\$");
        var costs = parts[3].split("[=,]");
        var salt = Base64.getDecoder().decode(parts[4]);
        var expected = Base64.getDecoder().decode(parts[5]);
        var actual = argon2(password, salt, Integer.parseInt(costs[1]), Integer.parseInt(costs[3]));
        return MessageDigest.isEqual(expected, actual);
    }

    void pretend(String password) {
        matches(password, nobody);
    }

    private byte[] argon2(String password, byte[] salt, int memoryKib, int passes) {
        try {
            if (!slots.tryAcquire(5, TimeUnit.SECONDS)) {
                throw new Problem(ProblemCode.RATE_LIMITED, "Too many people sign in at once. Try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The server is stopping.", e);
        }
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            var out = new byte[HASH_BYTES];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
            return out;
        } finally {
            slots.release();
        }
    }
}
