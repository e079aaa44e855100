const keptBytes = 64 * 1024;

/** The last 64 KB of a stream, whatever its length: memory stays bounded while a child floods it. */
export class StderrTail {
  /** Made when there is something to keep: most processes are silent, and there may be thousands, one after the other. */
  private ring = new Uint8Array(0);
  /** Bytes seen in all; the next one goes to this place modulo the ring's size. */
  private seen = 0;

  push(chunk: Uint8Array): void {
    if (this.seen === 0) this.ring = new Uint8Array(keptBytes);
    const kept = chunk.subarray(Math.max(0, chunk.length - keptBytes));
    const at = (this.seen + chunk.length - kept.length) % keptBytes;
    const fitting = Math.min(kept.length, keptBytes - at);
    this.ring.set(kept.subarray(0, fitting), at);
    this.ring.set(kept.subarray(fitting), 0);
    this.seen += chunk.length;
  }

  /** As text; bytes that are not UTF-8 are replaced. Escape sequences are left for whoever shows it. */
  text(): string {
    if (this.seen === 0) return '';
    const end = this.seen % keptBytes;
    const parts =
      this.seen < keptBytes ? [this.ring.subarray(0, end)] : [this.ring.subarray(end), this.ring.subarray(0, end)];
    return new TextDecoder().decode(Buffer.concat(parts));
  }
}
