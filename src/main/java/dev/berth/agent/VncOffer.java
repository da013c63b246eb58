package dev.berth.agent;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import dev.berth.relay.Prelude;
import java.nio.ByteBuffer;

/**
 * What a browser hears in the VNC server's stead: no authentication. It was authorised before, and so the container's
 * password stays here.
 */
final class VncOffer implements Prelude {
    private static final byte[] OK = new byte[Integer.BYTES];

    private enum Step {
        VERSION,
        TYPE,
        OVER
    }

    private RfbVersion version = RfbVersion.V3_8;
    private Step step = Step.VERSION;

    @Override
    public byte[] opening() {
        return RfbVersion.V3_8.banner();
    }

    @Override
    public int wants() {
        return switch (step) {
            case VERSION -> RfbVersion.BANNER_BYTES;
            case TYPE -> 1;
            case OVER -> 0;
        };
    }

    @Override
    public byte[] take(byte[] bytes) {
        return switch (step) {
            case VERSION -> version(bytes);
            case TYPE -> type(bytes[0]);
            case OVER -> NOTHING;
        };
    }

    private byte[] version(byte[] bytes) {
        version = RfbVersion.common(bytes);
        if (version == RfbVersion.V3_3) {
            step = Step.OVER;
            return ByteBuffer.allocate(Integer.BYTES).putInt(VncLogin.NONE).array();
        }
        step = Step.TYPE;
        return new byte[] {1, VncLogin.NONE};
    }

    private byte[] type(byte chosen) {
        if (chosen != VncLogin.NONE) {
            throw new Problem(ProblemCode.INVALID, "The viewer chose a security type that was not offered.");
        }
        step = Step.OVER;
        return version == RfbVersion.V3_8 ? OK : NOTHING;
    }
}
