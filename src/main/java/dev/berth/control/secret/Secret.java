package dev.berth.control.secret;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A key of the deployment, sealed. */
@Entity
public class Secret {
    @Id
    public String name;

    public byte[] sealed;

    Secret() {}

    Secret(String name, byte[] sealed) {
        this.name = name;
        this.sealed = sealed;
    }
}
