import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { pinLine, readPins } from './pins.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'vernier-pins-')), 'legacy.txt');
});

function pinsOf(text: string): string[] {
  writeFileSync(path, text);
  return readPins(path).map((pin) => `${pin.line} ${pinLine(pin)}`);
}

function problemsOf(text: string): string {
  try {
    return String(pinsOf(text));
  } catch (error) {
    return (error as Error).message.replaceAll(path, 'LOCK');
  }
}

const hash = `sha256:${'0a'.repeat(32)}`;

describe('readPins', () => {
  it('reads what pip freeze, pip-compile and uv write', () => {
    const text = `\uFEFF# made by pip-compile\r\n
NumPy==2.4.6   # via scipy
zope.interface [Test,docs] == 7.2 ; python_version >= "3.8" and sys_platform == 'linux'
importlib_metadata==8.5.0;python_version<"3.10"
`;
    expect(pinsOf(text)).toEqual([
      '3 numpy==2.4.6',
      `4 zope-interface[docs,test]==7.2 ; python_version >= "3.8" and sys_platform == 'linux'`,
      '5 importlib-metadata==8.5.0 ; python_version<"3.10"',
    ]);
    expect(pinsOf('')).toEqual([]);
  });

  it('reads hashes on continued lines, and counts the line a pin begins on', () => {
    const text = `\nsix==1.16.0 \\\n    --hash=${hash} \\\n    --hash sha512:ff\n    # via x\nb==1 --hash=${hash}`;
    expect(pinsOf(text)).toEqual([`2 six==1.16.0 --hash=${hash} --hash=sha512:ff`, `6 b==1 --hash=${hash}`]);
  });

  it.each([
    ['a==1\nnumpy>=2', 'LOCK:2: "numpy>=2" is not pinned, name==version is wanted'],
    ['numpy', 'LOCK:1: "numpy" is not pinned'],
    ['numpy==2.*', 'LOCK:1: "numpy==2.*" is not pinned'],
    ['numpy==2,<3', 'LOCK:1:'],
    ['numpy===2', 'LOCK:1:'],
    ['six @ https://example.org/six.whl', 'LOCK:1:'],
    ['./six.whl', 'LOCK:1:'],
    ['-e .', 'LOCK:1: "-e ." is an option: put it in pip\'s configuration'],
    ['--index-url https://example.org', 'LOCK:1: "--index-url https://example.org" is an option'],
    ['a==1 --index-url=x', 'LOCK:1:'],
    ['a==1 ; python_version < "3" --index-url=x', 'LOCK:1:'],
    ['six==1\nSix==2', 'LOCK:2: "six" is pinned on line 1 already'],
    [`a==1\nb==1 --hash=${hash}`, 'LOCK:1: "a" has no --hash, but other lines have'],
    ['a\nb\nc\nd\ne\nf\ng', 'and 2 more\nWrite all transitive versions with "pip freeze"'],
  ])('refuses %j', (text, message) => {
    expect(problemsOf(text)).toContain(message);
  });

  it('takes one package twice when markers choose between the pins', () => {
    expect(pinsOf('a==1 ; python_version < "3.9"\na==2 ; python_version >= "3.9"')).toHaveLength(2);
  });

  it('names a lock that is missing', () => {
    expect(() => readPins(`${path}x`)).toThrow(
      `Cannot read the lock "${path}x" (ENOENT). It does not exist: check the path.`,
    );
  });
});
