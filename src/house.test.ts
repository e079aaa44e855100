import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The rules of `src/README.md`, made executable. */
const src = fileURLToPath(new URL('.', import.meta.url));

const floors: Record<string, number> = {
  base: 0,
  value: 1,
  compare: 2,
  referee: 2,
  disk: 3,
  implementations: 4,
  drivers: 4,
  environments: 4,
  golden: 4,
  generators: 4,
  suite: 5,
  runner: 6,
  perf: 6,
  migrate: 6,
  studies: 7,
  history: 7,
  gates: 8,
  reporters: 9,
  cli: 10,
  vitest: 10,
};

/** A heavy dependency and the places that may import it. */
const homes: Record<string, readonly string[]> = {
  'fast-check': ['generators/', 'runner/property.ts', 'index.ts'],
  'pure-rand': ['runner/property.ts'],
  ajv: ['base/schema'],
  seedrandom: ['base/chance.ts'],
  'csv-parse': ['golden/'],
  commander: ['cli/'],
  mathjs: ['referee/'],
  hyparquet: ['history/'],
  'hyparquet-writer': ['history/'],
  '@duckdb/node-api': ['history/'],
  '@observablehq/plot': ['reporters/html/'],
  '@mixmark-io/domino': ['reporters/html/'],
  vitest: ['vitest/'],
};

const files = globSync('**/*.ts', { cwd: src }).filter((file) => !/(\.test|\.test-data)\.ts$|fixtures\//.test(file));
const importsOf = (file: string) =>
  [
    ...readFileSync(join(src, file), 'utf8').matchAll(
      /^(?:import|export)\b[^'";]*?from '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3])!);
const targetOf = (file: string, specifier: string) => normalize(join(dirname(file), specifier));
const roomOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

describe('the house', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(60);
  });

  it('gives every room a floor', () => {
    expect(files.map(roomOf).filter((room) => room !== '' && !(room in floors))).toEqual([]);
  });

  it('imports strictly downward, or within a room', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => targetOf(file, specifier))
        .filter((target) => roomOf(file) !== '' && roomOf(target) !== roomOf(file) && target !== 'version.ts')
        .filter((target) => !(floors[roomOf(target)]! < floors[roomOf(file)]!))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const specifier of importsOf(file)) {
        const target = targetOf(file, specifier);
        if (specifier.startsWith('.') && files.includes(target)) visit(target, [...path, file]);
      }
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('imports only files that exist', () => {
    const missing = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts'))
        .filter((specifier) => !files.includes(targetOf(file, specifier)))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(missing).toEqual([]);
  });

  it('keeps every hand-written file within 300 lines', () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(src, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('keeps heavy dependencies in their rooms', () => {
    const strayed = files.flatMap((file) =>
      importsOf(file)
        .map((specifier) => Object.keys(homes).find((name) => specifier === name || specifier.startsWith(`${name}/`)))
        .filter((name) => name !== undefined && !homes[name]!.some((home) => file.startsWith(home)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(strayed).toEqual([]);
  });

  it('keeps floors 0 to 2 pure', () => {
    const impure = files
      .filter((file) => (floors[roomOf(file)] ?? 99) <= 2 && file !== 'base/clock.ts')
      .flatMap((file) => {
        const text = readFileSync(join(src, file), 'utf8');
        const modules = importsOf(file).filter(
          (name) => name.startsWith('node:') && !['node:crypto', 'node:buffer', 'node:zlib'].includes(name),
        );
        const calls = text.match(/\b(Math\.random|Date\.now|performance\.now|process\.env|new Date\(\))/g) ?? [];
        return [...modules, ...calls].map((what) => `${file} uses ${what}`);
      });
    expect(impure).toEqual([]);
  });

  it('has no room or file with a name that says nothing', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|manager|misc)(\/|\.ts|-)/.test(file))).toEqual([]);
  });

  it('lists every room in its map', () => {
    const map = readFileSync(join(src, 'README.md'), 'utf8');
    const rooms = [...new Set(files.map(roomOf))].filter((room) => room !== '');
    expect(rooms.filter((room) => !map.includes(`\`${room}/\``))).toEqual([]);
  });
});
