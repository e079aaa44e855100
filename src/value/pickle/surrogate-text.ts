import type { Machine } from './machine.ts';

/** How many bytes follow a first byte, and the least code point that needs them. */
const forms = [
  { mask: 0x80, lead: 0x00, more: 0, least: 0 },
  { mask: 0xe0, lead: 0xc0, more: 1, least: 0x80 },
  { mask: 0xf0, lead: 0xe0, more: 2, least: 0x800 },
  { mask: 0xf8, lead: 0xf0, more: 3, least: 0x10000 },
];

/**
 * UTF-8 in which lone surrogates stand as three bytes, as Python's `surrogatepass` writes them. A pair of them is refused:
 * Python keeps the halves apart, here they would become one character, another text.
 */
export function textWithSurrogates(machine: Machine, from: number, end: number): string {
  const { bytes } = machine;
  const units = new Uint16Array(end - from);
  let size = 0;
  let afterHigh = false;
  for (let at = from; at < end; ) {
    const first = bytes[at] as number;
    const form = forms.find(({ mask, lead }) => (first & mask) === lead);
    if (form === undefined || at + form.more >= end) return machine.refuse('The text is not UTF-8');
    let point = first & ~form.mask & 0xff;
    for (let i = 1; i <= form.more; i++) {
      const next = bytes[at + i] as number;
      if (next >> 6 !== 2) machine.refuse('The text is not UTF-8');
      point = (point << 6) | (next & 0x3f);
    }
    if (point < form.least || point > 0x10ffff) machine.refuse('The text is not UTF-8');
    const isSurrogate = point >= 0xd800 && point < 0xe000;
    if (isSurrogate && point >= 0xdc00 && afterHigh)
      machine.refuse('The text holds a surrogate pair as two characters');
    afterHigh = isSurrogate && point < 0xdc00;
    if (point > 0xffff) {
      units[size++] = 0xd7c0 + (point >> 10);
      units[size++] = 0xdc00 | (point & 0x3ff);
    } else units[size++] = point;
    at += form.more + 1;
  }
  machine.charge(2 * size);
  return textOf(units.subarray(0, size));
}

/** In pieces, since a call takes only so many arguments. */
function textOf(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}
