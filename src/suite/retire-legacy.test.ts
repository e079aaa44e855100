import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { retireLegacy } from './retire-legacy.ts';

const address = 'python:./legacy.py';
const suite = (legacy: string, before = '') =>
  `${before}export default defineSuite({\n  name: 'x',\n  ${legacy}\n});\n`;
const retired = (text: string) => retireLegacy(text, address);

describe('retireLegacy()', () => {
  it('changes the definition of legacy and nothing else', () => {
    const text = readFileSync(new URL('../../suites/expression/suite.ts', import.meta.url), 'utf8');
    const line = "legacy: { address: 'python:./legacy.py', requirements: 'requirements/legacy.txt' },";
    expect(text).toContain(line);
    expect(retired(text)).toBe(text.replace(line, "legacy: { address: 'golden:' },"));
  });

  it.each([
    ['over several lines', "legacy: {\n    address: 'python:./legacy.py',\n    env: { A: '}' },\n  },"],
    ['with quoted keys', `"legacy": {"address": "python:./legacy.py"},`],
    ['with comments', "legacy: /* old */ { // here: {\n address: 'python:./legacy.py' },"],
    ['behind other keys', 'legacy: { env: { X: `a$' + "{'}'}b` }, address: 'python:./legacy.py' },"],
  ])('finds it %s', (_, legacy) => {
    expect(retired(suite(legacy))).toBe(
      suite(`${legacy.slice(0, legacy.indexOf('{'))}{ address: 'golden:' },`).replace('/* old */ {', '/* old */ {'),
    );
  });

  it.each([
    ['in a variable', suite('legacy,', `const legacy = { address: 'python:./legacy.py' };\n`)],
    ['made by a call', suite("legacy: at('python:./legacy.py'),")],
    ['another address', suite("legacy: { address: 'python:./other.py' },")],
    ['put together', suite("legacy: { address: 'python:./legacy.py' + x },")],
    ['twice', suite("legacy: { address: 'python:./legacy.py' }, a: { legacy: { address: 'python:./legacy.py' } },")],
    ['only in a comment', suite("// legacy: { address: 'python:./legacy.py' },")],
    ['only in a template', suite('title: `legacy: { address: "python:./legacy.py" }`,')],
    ['in a file with no end to a string', suite("legacy: { address: 'python:./legacy.py },")],
  ])('leaves it to a person when it is %s', (_, text) => {
    expect(retired(text)).toBeNull();
  });

  it('is not misled by regular expressions and division', () => {
    const before = "const quote = /['\"{]/g; const half = a / 2; // it's\n";
    expect(retired(suite("legacy: { address: 'python:./legacy.py' },", before))).toBe(
      suite("legacy: { address: 'golden:' },", before),
    );
  });
});
