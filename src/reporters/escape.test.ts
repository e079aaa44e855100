import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeCommandData, escapeCommandProperty, escapeHtml, escapeTerminal, escapeXml } from './escape.ts';
import { hostileTexts, injections, parseXml } from './fixtures/injections.ts';
import { cut, lastLines, visible } from './visible.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts));
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('visible', () => {
  it('writes out what nobody can see', () => {
    expect(visible('a\nb\tc\r\u0000\u001b[31m\u202e\ud800\u{e0041}\u200b')).toBe(
      'a\\nb\\tc\\r\\u0000\\u001b[31m\\u202e\\ud800\\u{e0041}\\u200b',
    );
  });

  it('leaves letters of every script, and pairs of surrogates, alone', () => {
    expect(visible('Größe 漢字 \u{1f600} \\d')).toBe('Größe 漢字 \u{1f600} \\d');
  });

  it('leaves nothing unseen in any text, and nothing to do a second time', () => {
    fc.assert(fc.property(anyText, (text) => !unseen.test(visible(text)) && visible(visible(text)) === visible(text)));
  });
});

describe('cut', () => {
  it('says how long the text was', () => {
    expect(cut('abcdef', 3)).toBe('abc… (6 characters in all)');
    expect(cut('abc', 3)).toBe('abc');
  });

  it('never halves a surrogate pair', () => {
    expect(cut('ab\u{1f600}cd', 3)).toBe('ab… (6 characters in all)');
  });

  it('keeps the last lines that say something', () => {
    expect(lastLines('a\r\n\nb\u001b[0m\n  \nc\n', 2)).toEqual(['b\\u001b[0m', 'c']);
  });
});

describe('escapeHtml', () => {
  it.each(injections.map((row) => [row.id, row] as const))('%s comes out as the corpus says', (_id, row) => {
    expect(escapeHtml(row.s)).toBe(row.html_text);
  });
});

describe('escapeXml', () => {
  it('is read back as it was, illegal characters written out', () => {
    const texts = [...hostileTexts, ...fc.sample(fc.string({ unit: 'binary' }), { numRuns: 300, seed: 7 })];
    const legal = texts.map((text) =>
      text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (c) => visible(c)),
    );
    const inAttributes = parseXml(texts.map((text) => `<a b="${escapeXml(text)}"/>`));
    const inText = parseXml(texts.map((text) => `<a>${escapeXml(text)}</a>`));
    expect(inAttributes).toEqual(legal.map((text) => ({ tags: ['a'], strings: [text, ''] })));
    expect(inText).toEqual(legal.map((text) => ({ tags: ['a'], strings: [text] })));
  });

  it('agrees with the corpus about what is legal', () => {
    for (const row of injections) expect([row.id, /\\u/.test(escapeXml(row.s))]).toEqual([row.id, !row.xml10_legal]);
  });
});

describe('escapeTerminal', () => {
  it('breaks up what log readers take for commands', () => {
    expect(escapeTerminal('::error::x')).toBe('\\u003a:error::x');
    expect(escapeTerminal('  ::stop-commands::t')).toBe('  \\u003a:stop-commands::t');
    expect(escapeTerminal('a ##[group]')).toBe('a #\\u0023[group]');
    expect(escapeTerminal('##TeamCity[x] ##vso[y]')).toBe('#\\u0023TeamCity[x] #\\u0023vso[y]');
    expect(escapeTerminal('a::b ## c')).toBe('a::b ## c');
  });

  it('gives one line without control characters for any text', () => {
    const command = /^\s*::|##(?:vso|teamcity)?\[/i;
    fc.assert(
      fc.property(anyText, (text) => !unseen.test(escapeTerminal(text)) && !command.test(escapeTerminal(text))),
    );
  });
});

describe('escapes for GitHub commands', () => {
  it('keep line breaks of data and nothing else', () => {
    expect(escapeCommandData('100%\r\n::error::x\u001b')).toBe('100%25%0A::error::x\\u001b');
  });

  it('keep a property from ending early', () => {
    expect(escapeCommandProperty('a,line=2::b\n%')).toBe('a%2Cline=2%3A%3Ab\\n%25');
  });
});
