import { describe, expect, it } from 'vitest';
import { addWaivers } from './add-waivers.ts';
import type { Waiver } from './waiver.ts';

const waiver = (id: string): Waiver => ({
  id,
  subject: 's',
  modern: 'm',
  class: 'type',
  path: '/value',
  when: { label: 'a "waivers": [ label' },
  maxShare: 0.1,
  owner: 'o',
  reason: 'r',
  created: '2026-11-20',
  expires: '2026-12-20',
});
const ids = (text: string) => (JSON.parse(text).waivers as Waiver[]).map(({ id }) => id);

describe('addWaivers()', () => {
  it('begins a file, and goes on with it', () => {
    const first = addWaivers(null, [waiver('a')]);
    const second = addWaivers(first, [waiver('b'), waiver('c')]);
    expect(ids(second)).toEqual(['a', 'b', 'c']);
    expect(second).toBe(`${JSON.stringify(JSON.parse(second), null, 2)}\n`);
    expect(second.startsWith(first.slice(0, first.lastIndexOf('}', first.length - 3)))).toBe(true);
  });

  it.each([
    ['an empty list', '{"schema":"vernier/waivers/1","waivers":[]}'],
    ['an empty list over lines', '{\n  "waivers": [\n  ],\n  "schema": "vernier/waivers/1"\n}\n'],
  ])('fills %s', (_name, text) => {
    expect(ids(addWaivers(text, [waiver('a')]))).toEqual(['a']);
  });

  it('leaves every byte of the other entries as it was', () => {
    const odd = `{\n\t"schema": "vernier/waivers/1",\n\t"waivers": [\n\t\t{ "id":   "x", "path": "]}[\\"{", "bound": {"abs": 1.0e-3} },\n\n\t\t${JSON.stringify(waiver('y'))}\n\t]\n}`;
    const text = addWaivers(odd, [waiver('z')]);
    expect(ids(text)).toEqual(['x', 'y', 'z']);
    expect(text.startsWith(odd.slice(0, odd.lastIndexOf('\n\t]')))).toBe(true);
    expect(text.endsWith('\n\t]\n}')).toBe(true);
    expect(text).toContain('\n\t\t{\n\t\t\t"id": "z",');
  });
});
