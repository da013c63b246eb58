package dev.berth.connectionproxy.trial;

/** guacd's status codes, in sentences for administrators. */
final class Statuses {
    static final int UNAUTHORIZED = 769;

    private Statuses() {}

    static String sentence(int status, String text) {
        var meaning = switch (status) {
            case 256 -> "guacd does not know how to do this.";
            case 512 -> "guacd failed.";
            case 513 -> "guacd is too busy.";
            case 514 -> "The machine does not answer guacd.";
            case 515 -> "The machine broke off what guacd began.";
            case 516 -> "The machine does not have what was asked for.";
            case 517 -> "What was asked for is in use on the machine.";
            case 518 -> "The machine has closed what was asked for.";
            case 519 -> "guacd could not connect to the machine.";
            case 520 -> "The machine refuses connections at the moment.";
            case 521 -> "The machine ended the session because another one was opened.";
            case 522 -> "The machine ended the session because nothing happened in it.";
            case 523 -> "The machine ended the session.";
            case 768 -> "guacd does not understand a parameter of the server.";
            case UNAUTHORIZED -> "The machine refuses the sign-in.";
            case 771 -> "The machine knows the user and lets nobody sign in like this.";
            case 776 -> "guacd waited too long for the connection proxy.";
            case 797 -> "guacd has too many connections.";
            default -> "guacd gave up with status " + status + ".";
        };
        return text.isBlank() ? meaning : meaning + " guacd says: " + Banner.shown(text) + ".";
    }
}
