import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileTexts } from './fixtures/injections.ts';
import { markdownBlock, markdownCode, markdownProse } from './markdown-escape.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-ascii' }),
  fc.constantFrom(...hostileTexts),
);
const span = /`[^`]+`|<code>[^<>`|]*<\/code>|\(empty\)/g;

describe('markdownCode', () => {
  it('uses backquotes where nothing can end them', () => {
    expect(markdownCode('A0*exp(-A1*x)')).toBe('`A0*exp(-A1*x)`');
    expect(markdownCode('@everyone #1 <b> http://x')).toBe('`@everyone #1 <b> http://x`');
  });

  it('uses character references for backquotes, cells and blanks at an end', () => {
    expect(markdownCode('a|b')).toBe('<code>a&#124;b</code>');
    expect(markdownCode('`x`')).toBe('<code>&#96;x&#96;</code>');
    expect(markdownCode(' a')).toBe('<code>&#32;a</code>');
    expect(markdownCode('')).toBe('(empty)');
  });

  it('is exactly one code span, on one line, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => markdownCode(text).replace(span, '') === '' && !markdownCode(text).includes('\n')),
    );
  });
});

describe('markdownProse', () => {
  it('keeps plain words and numbers readable', () => {
    const plain = 'Modern raised where legacy returned (3 of 20), see expression/evaluate.';
    expect(markdownProse(plain)).toBe(plain);
  });

  it('puts everything else into code', () => {
    expect(markdownProse('see @user and #12 or **bold** now')).toBe('see `@user` and `#12` or `**bold**` now');
    expect(markdownProse('www.evil.example GH-1')).toBe('`www.evil.example GH-1`');
    expect(markdownProse('1. item')).toBe('`1`. item');
    expect(markdownProse('at $.value[2]: see IEEE 754. And · ...')).toBe('at `$.value[2]`: see IEEE 754. And · `...`');
  });

  it('leaves outside of code only letters, digits and marks that mean nothing, for any text', () => {
    const inert = /^[\p{L}\p{Nd} "'().,;:!?%/·–-]*$/u;
    fc.assert(fc.property(anyText, (text) => inert.test(markdownProse(text).replace(span, 'x'))));
  });
});

describe('markdownBlock', () => {
  it('has a fence longer than any inside', () => {
    expect(markdownBlock(['a', '````', 'b'])).toBe('`````text\na\n````\nb\n`````');
  });

  it('keeps one line a line, for any text', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1 }), (lines) => {
        const shown = markdownBlock(lines).split('\n');
        const fence = shown.at(-1)!;
        return (
          shown.length === lines.length + 2 &&
          shown[0] === `${fence}text` &&
          !shown.slice(1, -1).some((l) => l.includes(fence))
        );
      }),
    );
  });
});
