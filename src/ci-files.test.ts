import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { vernierIn } from './cli/fixtures/command.ts';
import { readYaml, type Yaml } from './fixtures/block-yaml.ts';
import { builtInGates } from './gates/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const files = [
  ...globSync('docs/ci/*.yml', { cwd: root }),
  ...globSync('.github/**/*.yml', { cwd: root, exclude: ['node_modules'] }),
  '.github/workflows/vernier.yml',
  '.github/actions/vernier/action.yml',
].filter((name, index, all) => all.indexOf(name) === index);
const helps = new Map<string, string>();
const helpOf = (command: string) => {
  const known = helps.get(command) ?? vernierIn(root, ...command.split(' '), '--help').out;
  helps.set(command, known);
  return known;
};

/** Every text of a tree. */
function textsOf(node: Yaml): string[] {
  if (typeof node === 'string') return [node];
  return node === null ? [] : Object.values(node).flatMap(textsOf);
}

/** `vernier <command> --flag …` as they stand in scripts and pages. */
function commandsIn(text: string): { command: string; flags: string[] }[] {
  return [...text.matchAll(/\bnpx (?:--no-install )?vernier ([a-z]+)([^\n;|&`]*)/g)].map(([, command, rest]) => ({
    command: command!,
    flags: [...rest!.replace(/#.*/, '').matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(([flag]) => flag),
  }));
}

describe('files for CI', () => {
  it.each(files)('%s is YAML, and names commands and flags that exist', (name) => {
    const tree = readYaml(read(name)) as { [key: string]: Yaml };
    const commands = textsOf(tree).flatMap(commandsIn);
    expect(commands.length).toBeGreaterThan(name.includes('workflows') ? -1 : 0);
    for (const { command, flags } of commands) {
      const help = helpOf(command);
      expect(help, command).toContain(`vernier ${command}`);
      for (const flag of flags) expect(help, `${command} ${flag}`).toContain(flag);
    }
    for (const gate of read(name).matchAll(/vernier gate ([a-z]+)\b|&& '([a-z]+)' \|\| '([a-z]+)'/g))
      for (const word of gate.slice(1)) if (word !== undefined) expect(Object.keys(builtInGates)).toContain(word);
  });

  it('stand in the pages for users as they are, with commands that exist and every exit code', () => {
    const page = read('docs/ci.md');
    for (const { command, flags } of [...commandsIn(page), ...commandsIn(read('docs/gates.md'))])
      for (const flag of flags) expect(helpOf(command), `${command} ${flag}`).toContain(flag);
    for (const name of files.filter((one) => one.startsWith('docs/ci/'))) expect(page).toContain(read(name).trimEnd());
    for (const code of [0, 1, 2, 3, 70, 130]) expect(page).toContain(`| ${code} |`);
  });

  it('would be refused if they were broken', () => {
    for (const broken of ['a: 1\na: 2\n', 'a:\n  b: 1\n   c: 2\n', 'a: [1\n', '\ta: 1\n', 'a: b: c\n', 'just words\n'])
      expect(() => readYaml(broken)).toThrow(/line \d/);
    expect(readYaml('a:\n  - b: "1"\n    c: |\n      x\n      y\n  - d\n')).toEqual({
      a: [{ b: '1', c: 'x\ny' }, 'd'],
    });
  });
});
