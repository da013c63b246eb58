package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.relay.Prelude;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Signs in to a container's VNC server: RFB 3.3, 3.7 or 3.8, with its password or with none. */
final class VncLogin implements Prelude {
    static final byte NONE = 1;
    static final byte VNC_AUTH = 2;

    private enum Step {
        VERSION(RfbVersion.BANNER_BYTES),
        TYPE_3_3(Integer.BYTES),
        TYPE_COUNT(1),
        TYPES(0),
        CHALLENGE(VncPassword.CHALLENGE_BYTES),
        RESULT(Integer.BYTES),
        OVER(0);

        private final int bytes;

        Step(int bytes) {
            this.bytes = bytes;
        }
    }

    private final String password;
    private RfbVersion version = RfbVersion.V3_8;
    private Step step = Step.VERSION;
    private int types;

    VncLogin(String password) {
        this.password = password;
    }

    @Override
    public int wants() {
        return step == Step.TYPES ? types : step.bytes;
    }

    @Override
    public byte[] take(byte[] bytes) {
        return switch (step) {
            case VERSION -> version(bytes);
            case TYPE_3_3 -> chosen((byte) ByteBuffer.wrap(bytes).getInt(), NOTHING);
            case TYPE_COUNT -> count(bytes[0] & 0xFF);
            case TYPES -> choose(bytes);
            case CHALLENGE -> next(Step.RESULT, VncPassword.answer(password, bytes));
            case RESULT -> result(ByteBuffer.wrap(bytes).getInt());
            case OVER -> NOTHING;
        };
    }

    private byte[] version(byte[] bytes) {
        version = RfbVersion.common(bytes);
        return next(version == RfbVersion.V3_3 ? Step.TYPE_3_3 : Step.TYPE_COUNT, version.banner());
    }

    private byte[] count(int offered) {
        if (offered == 0) {
            throw refused("The workspace's VNC server refuses connections.");
        }
        types = offered;
        return next(Step.TYPES, NOTHING);
    }

    private byte[] choose(byte[] offered) {
        for (var type : new byte[] {VNC_AUTH, NONE}) {
            for (var one : offered) {
                if (one == type) {
                    return chosen(type, new byte[] {type});
                }
            }
        }
        throw refused("The workspace's VNC server offers only security types " + Arrays.toString(offered) + ".");
    }

    private byte[] chosen(byte type, byte[] answer) {
        return switch (type) {
            case VNC_AUTH -> next(Step.CHALLENGE, answer);
            // only 3.8 confirms a connection without authentication
            case NONE -> next(version == RfbVersion.V3_8 ? Step.RESULT : Step.OVER, answer);
            default -> throw refused("The workspace's VNC server refuses connections.");
        };
    }

    private byte[] result(int failure) {
        if (failure != 0) {
            throw refused("The workspace's VNC server did not accept its password.");
        }
        return next(Step.OVER, NOTHING);
    }

    private byte[] next(Step following, byte[] answer) {
        step = following;
        return answer;
    }

    private static Problem refused(String why) {
        return new Problem(ProblemCode.TARGET_UNREACHABLE, why);
    }
}
