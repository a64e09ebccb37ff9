// Latencies in buckets 4 % wide, small enough to be sent every second.
const PER_DOUBLING = 16;

export class Latencies {
  counts = new Map();
  total = 0;

  record(micros) {
    const bucket = micros < 1 ? 0 : Math.floor(Math.log2(micros) * PER_DOUBLING);
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + 1);
    this.total++;
  }

  add(entries) {
    for (const [bucket, count] of entries) {
      this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + count);
      this.total += count;
    }
  }

  /** Upper bound of a share of all, µs; NaN of none. */
  quantile(share) {
    let left = share * this.total;
    for (const [bucket, count] of [...this.counts].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return 2 ** ((bucket + 1) / PER_DOUBLING);
    }
    return NaN;
  }
}

export const shown = (micros) =>
  Number.isNaN(micros) ? '-' : micros < 1_000 ? `${micros.toFixed(0)} us` : `${(micros / 1_000).toFixed(2)} ms`;
