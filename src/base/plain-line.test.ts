import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLine } from './plain-line.ts';

describe('plainLine', () => {
  it('puts a message of many coloured lines on one', () => {
    expect(plainLine('\u001b[31mred\u001b[0m\n  x\t= 1\r\n')).toBe('red x = 1');
  });

  it('never lets a control or direction-changing character through, and keeps to its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (message) => {
        const line = plainLine(`\u202e${message}`, 100);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(line.length).toBeLessThanOrEqual(101);
      }),
    );
  });
});
