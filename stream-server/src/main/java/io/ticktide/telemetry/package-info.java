/**
 * What the stages count, as Prometheus reads it. A leaf but for {@code metrics}: it knows no stage;
 * whoever knows them tells a {@link io.ticktide.telemetry.Readings} at each scrape. Nothing here
 * runs before the first scrape, and nothing of it on the way of a price.
 */
package io.ticktide.telemetry;
