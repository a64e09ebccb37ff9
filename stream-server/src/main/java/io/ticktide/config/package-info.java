/**
 * What can be set: one immutable, validated record per stage, read from a HOCON file, {@code
 * TICKTIDE_*} environment variables and {@code --set key=value}, in rising precedence.
 */
package io.ticktide.config;
