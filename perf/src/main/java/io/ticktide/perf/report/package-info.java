/** What a benchmark found, for people, programs and browsers: text, JSON, CSV, hgrm and HTML. */
package io.ticktide.perf.report;
