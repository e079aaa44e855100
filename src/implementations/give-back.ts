/** Gives the memory of bytes that nobody needs any more back now: the collector would let some 64 MB of a flood pile up first. */
export function giveBack(bytes: Uint8Array): void {
  if (bytes.byteLength === bytes.buffer.byteLength) (bytes.buffer as ArrayBuffer).transfer(0);
}
