/** What the stages count. A leaf: every stage may use it, it uses none. */
package io.ticktide.metrics;
