package dev.berth.agent;

import com.github.dockerjava.api.model.PullResponseItem;
import dev.berth.contract.LaunchProgress;
import dev.berth.contract.LaunchStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Adds up what an engine says about the layers of a pull. Downloading counts for most of the way, unpacking for the rest. */
final class PullProgress {
    private static final int DOWNLOAD_SHARE = 80;
    private static final long MB = 1_000_000;

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private int lastPercent = -1;

    private record Layer(long size, long downloaded, long unpacked) {}

    /** What to tell the user, when it differs from what was told last. */
    Optional<LaunchProgress> next(PullResponseItem item) {
        var id = item.getId();
        var status = item.getStatus();
        if (id == null || status == null) {
            return Optional.empty();
        }
        var detail = item.getProgressDetail();
        var layer = layers.getOrDefault(id, new Layer(0, 0, 0));
        long current = detail == null || detail.getCurrent() == null ? 0 : detail.getCurrent();
        long size = detail == null || detail.getTotal() == null ? layer.size : Math.max(layer.size, detail.getTotal());
        switch (status) {
            case "Downloading" -> layers.put(id, new Layer(size, Math.max(layer.downloaded, current), 0));
            case "Download complete" -> layers.put(id, new Layer(size, size, layer.unpacked));
            case "Extracting" -> layers.put(id, new Layer(size, size, Math.max(layer.unpacked, current)));
            case "Pull complete" -> layers.put(id, new Layer(size, size, size));
            default -> {
                return Optional.empty();
            }
        }
        return told();
    }

    private Optional<LaunchProgress> told() {
        long size = layers.values().stream().mapToLong(Layer::size).sum();
        if (size <= 0) {
            return Optional.empty();
        }
        long downloaded = layers.values().stream().mapToLong(Layer::downloaded).sum();
        long unpacked = layers.values().stream().mapToLong(Layer::unpacked).sum();
        int percent = (int) (Math.min(size, downloaded) * DOWNLOAD_SHARE / size
                + Math.min(size, unpacked) * (100 - DOWNLOAD_SHARE) / size);
        if (percent <= lastPercent) {
            return Optional.empty();
        }
        lastPercent = percent;
        var detail = downloaded < size ? megabytes(downloaded) + " of " + megabytes(size) + " MB" : "unpacking";
        return Optional.of(new LaunchProgress(LaunchStep.PULLING, Optional.of(percent), Optional.of(detail)));
    }

    private static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, MB);
    }
}
