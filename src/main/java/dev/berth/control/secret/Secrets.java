package dev.berth.control.secret;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** Keys of the deployment, sealed in the database, each made once by whichever web app is first. */
@Singleton
public class Secrets implements PanacheRepositoryBase<Secret, String> {
    private final SecretBox box;

    Secrets(SecretBox box) {
        this.box = box;
    }

    /** The secret of this name; {@code made} is kept when there is none yet. */
    @Transactional
    public byte[] once(String name, Supplier<byte[]> made) {
        var known = findById(name);
        if (known != null) {
            return open(name, known.sealed);
        }
        // two web apps may start at once: the first insert wins, and both read it back
        getEntityManager()
                .createNativeQuery("insert into secret (name, sealed) values (?1, ?2) on conflict do nothing")
                .setParameter(1, name)
                .setParameter(2, box.seal(name, made.get()))
                .executeUpdate();
        return open(name, findById(name).sealed);
    }

    /** The first secrets that a start opens: a wrong key must be understood here. */
    private byte[] open(String name, byte[] sealed) {
        try {
            return box.open(name, sealed);
        } catch (Problem otherKey) {
            throw new Problem(
                    ProblemCode.INTERNAL,
                    "The key in " + box.keyFile() + " is not the one that sealed the secrets in this database."
                            + " All web apps need the same key: copy the file secret.key from the data directory of one"
                            + " that works, and name the copy with --secret-key-file.",
                    otherKey);
        }
    }
}
