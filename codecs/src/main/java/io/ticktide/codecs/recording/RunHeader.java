package io.ticktide.codecs.recording;

import org.agrona.DirectBuffer;

/**
 * What a run begins with.
 *
 * @param epochNs start of the server, or of the import, that writes it; ns since the Unix epoch.
 * @param originNs where live begins: events before are told at once by a replay.
 * @param definitions instrument definitions, one message after the other.
 * @param definitionsLength bytes of them.
 * @param instruments number of them.
 * @param meta JSON for people and for export: source, program and its version.
 */
public record RunHeader(
        long epochNs,
        long originNs,
        DirectBuffer definitions,
        int definitionsLength,
        int instruments,
        String meta) {}
