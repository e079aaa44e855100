import { describe, expect, it } from 'vitest';
import { Draw } from '../draw.ts';
import { numpyFunctions } from './functions.ts';
import { growExpression } from './grow.ts';
import { parseExpression } from './parse.ts';
import { printExpression, randomStyle } from './print.ts';
import type { Expression } from './tree.ts';

/** The tree with every operation in parentheses. */
function explicit(tree: Expression): string {
  if (tree.kind === 'literal') return tree.text;
  if (tree.kind === 'variable') return tree.name;
  if (tree.kind === 'unary') return `(${tree.operator}${explicit(tree.operand)})`;
  if (tree.kind === 'call') return `${tree.name}(${tree.args.map(explicit).join(',')})`;
  return `(${explicit(tree.left)}${tree.operator}${explicit(tree.right)})`;
}

describe('parseExpression', () => {
  it.each([
    ['a+b*c', '(a+(b*c))'],
    ['a-b-c', '((a-b)-c)'],
    ['a/b*c', '((a/b)*c)'],
    ['-2**2', '(-(2**2))'],
    ['2**-1', '(2**(-1))'],
    ['2**3**2', '(2**(3**2))'],
    ['2**-3**2', '(2**(-(3**2)))'],
    ['-a*b', '((-a)*b)'],
    ['a--+-b', '(a-(-(+(-b))))'],
    ['(a+b)**(c)', '((a+b)**c)'],
    [' arctan2( y ,\tx )\n', 'arctan2(y,x)'],
    ['f()', 'f()'],
    ['f(a,)', 'f(a)'],
    ['1.5e-3+.5+5.+1E+2+0', '((((1.5e-3+.5)+5.)+1E+2)+0)'],
    ['λ_1*_x', '(λ_1*_x)'],
    ['0x1F+1_000.5+True', '((0x1F+1_000.5)+True)'],
    ['\n(a +\n b) # why\n', '(a+b)'],
    ['ｘ', 'x'],
  ])('reads %s as Python does', (text, expected) => {
    const parsed = parseExpression(text);
    expect(parsed && explicit(parsed.tree)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '()',
    'a b',
    '2x',
    '1.5.2',

    '1_',
    '1__0',
    '0x',
    'a +\n b',
    'a\n\nb',
    '(a # b)',
    '007',
    '1j',
    'a//b',
    'a%b',
    'a***b',
    'a<b',
    'a==b',
    'a and b',
    'not a',
    'a if b else c',
    'a[0]',
    'a.b',
    '[a]',
    '{a}',
    '(a,b)',
    'lambda: a',
    '"a"',
    'a,b',
    'f(a',
    'a)',
    '+',
    'a+',
    '*a',
    'f(,)',
    'f(a b)',
    'None',
    '~a',
    'a@b',
    'f(x=1)',
    'f(*a)',
    'a;b',
    '(a)(b)',
    'e**',
    '1e',
    'a\u00a0+b',
  ])('does not take %j', (text) => {
    expect(parseExpression(text)).toBeNull();
  });

  it('gives up on deep nesting instead of running out of stack', () => {
    for (const deep of [`${'('.repeat(1e5)}1${')'.repeat(1e5)}`, `${'-'.repeat(1e5)}1`, `1${'**1'.repeat(1e5)}`]) {
      expect(parseExpression(deep)).toBeNull();
    }
    expect(parseExpression(`1${'+1'.repeat(400)}`)).not.toBeNull();
  });

  it('knows where each node stands, with its parentheses', () => {
    const text = '2 * (a + b ) ** c';
    const { tree, spans } = parseExpression(text)!;
    const texts = [...spans.values()].map(([start, end]) => text.slice(start, end));
    expect(texts).toEqual(['2', 'a', 'b', '(a + b )', 'c', '(a + b ) ** c', text]);
    expect(spans.get(tree)).toEqual([0, text.length]);
  });

  it('is the inverse of printing, in any style', () => {
    const grammar = {
      operators: ['+', '-', '*', '/', '**'] as const,
      functions: numpyFunctions,
      variableNames: ['x', 'y'],
      constants: ['pi'],
      integerLiterals: 0.5,
      wildness: 0.5,
    };
    for (let seed = 0; seed < 2000; seed += 1) {
      const draw = new Draw(seed, 1);
      const { tree } = growExpression(draw, grammar, draw.below(15));
      expect(parseExpression(printExpression(tree))?.tree).toEqual(tree);
      expect(parseExpression(printExpression(tree, randomStyle(draw)))?.tree).toEqual(tree);
    }
  });

  it('prints no parentheses that are not needed', () => {
    for (const text of [
      '(a+b)*c',
      'a-(b-c)',
      'a/(b*c)',
      '(-a)**b',
      '(a**b)**c',
      'a**-b',
      '-a**b',
      'a*-b',
      '--a',
      '-(a+b)',
      'f(a+b,c)',
    ]) {
      expect(printExpression(parseExpression(text)!.tree)).toBe(text);
      expect(printExpression(parseExpression(`((${text}))`)!.tree)).toBe(text);
    }
  });
});
