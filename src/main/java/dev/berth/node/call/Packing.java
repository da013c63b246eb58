package dev.berth.node.call;

import dev.berth.contract.Problem;
import dev.berth.contract.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Long bodies travel as gzip: a check-in of a full node is mostly ids, and shrinks to less than half. */
public final class Packing {
    public static final String ENCODING = "gzip";
    /** One packet; below it nothing is gained. */
    private static final int WORTHWHILE = 1_200;

    private static final int MOST_UNPACKED = 8 << 20;

    private Packing() {}

    public static boolean pays(byte[] body) {
        return body.length > WORTHWHILE;
    }

    public static byte[] pack(byte[] body) {
        var packed = new ByteArrayOutputStream(body.length / 2);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** @throws Problem {@code TOO_LARGE} for more than 8 MiB, {@code INVALID} for what is no gzip */
    public static byte[] unpack(byte[] packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var body = gzip.readNBytes(MOST_UNPACKED + 1);
            if (body.length > MOST_UNPACKED) {
                throw new Problem(ProblemCode.TOO_LARGE, "The message is larger than 8 MiB.");
            }
            return body;
        } catch (IOException notGzip) {
            throw new Problem(ProblemCode.INVALID, "The message cannot be unpacked.", notGzip);
        }
    }
}
