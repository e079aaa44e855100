const keptBytes = 64 * 1024;

/** The last 64 KB of a stream, whatever its length: memory stays bounded while a child floods it. */
export class StderrTail {
  private chunks: Uint8Array[] = [];
  private bytes = 0;

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk.length > keptBytes ? chunk.slice(chunk.length - keptBytes) : chunk);
    this.bytes += Math.min(chunk.length, keptBytes);
    if (this.bytes <= 4 * keptBytes) return;
    const tail = this.tail();
    this.chunks = [tail];
    this.bytes = tail.length;
  }

  /** As text; bytes that are not UTF-8 are replaced. Escape sequences are left for whoever shows it. */
  text(): string {
    return new TextDecoder().decode(this.tail());
  }

  private tail(): Uint8Array {
    const all = Buffer.concat(this.chunks);
    return Uint8Array.prototype.slice.call(all, Math.max(0, all.length - keptBytes));
  }
}
