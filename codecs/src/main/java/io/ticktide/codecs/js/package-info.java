/**
 * Build time only: writes the browser's decoder {@code wire.js}, one ES module, from the same
 * intermediate representation from which SbeTool writes the Java flyweights. Needs sbe-tool, which
 * is on the classpath of the build but not of the server.
 */
package io.ticktide.codecs.js;
