import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';
import { splitCommand } from './command-words.ts';

const root = '/project/suites/expression';

describe('an address', () => {
  it.each([
    ['python:./legacy.py', { scheme: 'python', target: `${root}/legacy.py`, isFile: true, function: null }],
    ['python:../old/legacy.py:evaluate', { target: '/project/suites/old/legacy.py', function: 'evaluate' }],
    ['python:/srv/a:b/legacy.py', { target: '/srv/a:b/legacy.py', function: null }],
    ['python:numpy.linalg:norm', { target: 'numpy.linalg', isFile: false, function: 'norm' }],
    ['python:json', { target: 'json', isFile: false, function: null }],
    ['module:./modern.ts', { scheme: 'module', target: `${root}/modern.ts`, function: null }],
    ['module:./modern.mjs#evaluate', { target: `${root}/modern.mjs`, function: 'evaluate' }],
    ['module:./a#b.js#default', { target: `${root}/a#b.js`, function: 'default' }],
    [
      'driver:ruby ./driver.rb --flag "two words"',
      { scheme: 'driver', words: ['ruby', `${root}/driver.rb`, '--flag', 'two words'] },
    ],
    ['exec:../bin/solve -x', { scheme: 'exec', words: ['/project/suites/bin/solve', '-x'] }],
  ])('%s', (text, parsed) => {
    expect(parseAddress(text, root)).toMatchObject({ text, ...parsed });
  });

  it.each([
    ['legacy.py', /it has no scheme/],
    ['perl:legacy.pl', /the scheme "perl" is unknown/],
    ['golden:expression', /"golden:" takes nothing behind it/],
    ['python:', /it names nothing/],
    ['python:./legacy.py:', /"" is not a function's name/],
    ['python:./legacy.py:2nd', /"2nd" is not a function's name/],
    ['python:./legacy.txt', /neither a \.py file nor a module's dotted name/],
    ['python:a..b', /neither/],
    ['module:./modern.py', /is not a \.ts/],
    ['module:./modern.ts#', /"" is not a function's name/],
    ['driver:sh -c "open', /a quote is not closed/],
    ['driver:""', /it names no program/],
    ['python:./a\0.py', /NUL/],
  ])('is refused with what is wrong and what was wanted: %j', (text, message) => {
    expect(() => parseAddress(text, root)).toThrow(message);
    expect(() => parseAddress(text, root)).toThrow(/Wanted "python:/);
  });
});

describe('words of a command', () => {
  it('survive quoting, whatever they hold', () => {
    const quoted = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(splitCommand(words.map(quoted).join(' \t'))).toEqual(words);
      }),
    );
  });

  it.each([
    ['a\\ b c', ['a b', 'c']],
    [`a"b c"'d e'f`, ['ab cd ef']],
    [`"\\"\\\\\\n"`, ['"\\\\n']],
    [`''`, ['']],
    ['  ', []],
    [`'a`, null],
  ])('%j', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });
});
