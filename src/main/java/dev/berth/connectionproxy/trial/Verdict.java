package dev.berth.connectionproxy.trial;

import dev.berth.connectionproxy.trial.GuacdTalk.Asks;
import dev.berth.connectionproxy.trial.GuacdTalk.Outcome;
import dev.berth.connectionproxy.trial.GuacdTalk.Picture;
import dev.berth.connectionproxy.trial.GuacdTalk.Refused;
import dev.berth.connectionproxy.trial.GuacdTalk.Silent;
import dev.berth.contract.RemoteProtocol;
import java.io.IOException;
import java.util.List;

/** What an attempt of guacd says about security, credentials and picture, with all that was found out before it. */
record Verdict(Machine machine, Steps steps) {
    private static final String SECURITY = "security";
    private static final String CREDENTIALS = "credentials";
    private static final String PICTURE = "picture";

    /** @return false when guacd need not be asked: machine and settings cannot agree */
    boolean mayAgree() {
        var refusal = machine.rdp.map(RdpHello::refusal).orElse("");
        if (refusal.isEmpty()) {
            return true;
        }
        steps.failed(
                SECURITY,
                "The machine does not accept the security mode " + mode() + ". " + refusal
                        + " Choose another one for the server, or any.");
        return false;
    }

    private String mode() {
        return machine.has("security") ? machine.parameter("security") : "any";
    }

    void judge(Outcome outcome) {
        switch (outcome) {
            case Picture _ -> {
                steps.passed(SECURITY, security());
                steps.passed(CREDENTIALS, accepted());
                steps.passed(PICTURE, "The machine sends its picture.");
            }
            case Asks asks -> {
                steps.passed(SECURITY, security());
                steps.passed(CREDENTIALS, asked(asks.names()));
            }
            case Silent _ -> {
                steps.passed(SECURITY, security());
                steps.failed(PICTURE, "The machine accepts the connection and then sends nothing.");
            }
            case Refused refused -> refused(refused);
        }
    }

    void noGuacd(IOException broken) {
        steps.failed("guacd", "guacd breaks the conversation off: " + broken.getMessage() + ".");
    }

    private void refused(Refused refused) {
        var said = Statuses.sentence(refused.status(), refused.text());
        switch (stepOf(refused)) {
            case SECURITY -> steps.failed(SECURITY, insecure(said));
            case CREDENTIALS -> {
                steps.passed(SECURITY, security());
                steps.failed(CREDENTIALS, unwelcome(said));
            }
            default -> {
                steps.passed(SECURITY, security());
                steps.failed(PICTURE, said);
            }
        }
    }

    /** guacd tells many failures apart by nothing but a text; where it failed follows from what was seen before. */
    private String stepOf(Refused refused) {
        if (machine.doubtful().isPresent()) {
            return SECURITY;
        }
        if (refused.status() == Statuses.UNAUTHORIZED || refused.status() == 771) {
            return CREDENTIALS;
        }
        boolean early = refused.status() == 519 || refused.status() == 515 || refused.status() == 512;
        return switch (machine.test.protocol()) {
            case SSH -> early ? SECURITY : PICTURE;
            case VNC ->
                early ? machine.vnc.filter(VncHello::wantsNothing).isPresent() ? PICTURE : CREDENTIALS : PICTURE;
            case RDP ->
                early
                        ? machine.rdp
                                        .filter(rdp -> rdp.chosen() >= RdpHello.NLA)
                                        .isPresent()
                                ? CREDENTIALS
                                : SECURITY
                        : PICTURE;
        };
    }

    private String insecure(String said) {
        var doubtful = machine.doubtful();
        if (doubtful.isPresent()) {
            var shown = doubtful.get();
            return machine.has("cert-fingerprints")
                    ? "The machine shows another certificate than the pinned one: " + shown.fingerprint()
                            + ". Pin this one if the machine was renewed; otherwise somebody stands in between."
                    : "The certificate of the machine is not trusted: " + shown.doubt() + ". Pin it ("
                            + shown.fingerprint() + "), or accept any certificate.";
        }
        return switch (machine.test.protocol()) {
            case SSH ->
                machine.has("host-key")
                        ? said + " Its host key may be another than the pinned one."
                        : said + " This guacd and the SSH server may have no host key or cipher in common.";
            case VNC, RDP -> said;
        };
    }

    private String unwelcome(String said) {
        return "The machine refuses the user name, the password or the key. " + said;
    }

    private String security() {
        return switch (machine.test.protocol()) {
            case SSH -> machine.has("host-key") ? "The host key is the pinned one." : "Any host key is accepted.";
            case VNC -> machine.vnc.map(VncHello::wants).orElse("");
            case RDP ->
                machine.rdp.map(RdpHello::agreed).orElse("Not checked")
                        + machine.certificate.map(this::certificate).orElse(".");
        };
    }

    private String certificate(RdpCertificate shown) {
        if (machine.has("cert-fingerprints")) {
            return "; the certificate is the pinned one.";
        }
        return shown.doubt().isEmpty()
                ? "; a known authority vouches for the certificate."
                : "; any certificate is accepted, and nobody vouches for this one (" + shown.fingerprint() + ").";
    }

    private String accepted() {
        boolean signsIn = machine.has("password") || machine.has("private-key");
        return switch (machine.test.protocol()) {
            case SSH ->
                signsIn && machine.has("username")
                        ? "The machine lets the user in."
                        : "Not tried: the machine asks for them in the terminal.";
            case VNC ->
                machine.vnc.filter(VncHello::wantsNothing).isPresent()
                        ? "The machine wants none."
                        : "The machine accepts the password.";
            case RDP ->
                machine.rdp.filter(rdp -> rdp.chosen() >= RdpHello.NLA).isPresent()
                        ? "The machine lets the user in."
                        : "The machine does not refuse them; without NLA it may still ask for them on its screen.";
        };
    }

    private String asked(List<String> names) {
        return "The machine asks for " + String.join(" and ", names) + ", and so will the page of the session."
                + (machine.test.protocol() == RemoteProtocol.VNC ? " No picture was tried without." : "");
    }
}
