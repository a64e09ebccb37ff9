/**
 * How the log is written: text for people or JSON for machines, without secrets, and without the
 * same line again and again. The only package that knows Logback; whoever logs knows SLF4J.
 */
package io.ticktide.log;
