/** The bytes in which Python's `datetime` classes keep what they are, in pickles. */
export function dateBytes(text: string): Buffer {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  return Buffer.from([year >> 8, year & 255, month, day]);
}

export function timeBytes(text: string): Buffer {
  const [clock, fraction = ''] = text.split('.') as [string, string?];
  const micro = Number(fraction.padEnd(6, '0'));
  return Buffer.from([...clock.split(':').map(Number), micro >> 16, (micro >> 8) & 255, micro & 255]);
}
