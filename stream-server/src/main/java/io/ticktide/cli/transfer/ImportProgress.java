package io.ticktide.cli.transfer;

/** Hears how far an import is. Owner: the thread that imports. */
public interface ImportProgress {
    /**
     * Some more rows were read.
     *
     * @param rows so far.
     * @param readBytes of the files so far.
     * @param totalBytes of all files.
     */
    void onProgress(long rows, long readBytes, long totalBytes);
}
