import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { random } from '../base/chance.ts';
import { compareValues } from '../compare/compare.ts';
import { readJsonNpz } from '../value/json-npz/read-json-npz.ts';
import { readPickle } from '../value/pickle/read-pickle.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const arrayPickle = readFileSync(new URL('../value/pickle/fixtures/good/np-2d-c-p2.pkl', import.meta.url));

/** A pickle of `{"n": number}`, and of an array beside it for every other number. */
export function smallPickle(number: number): Buffer {
  const key = (text: string) => Buffer.from(`X${String.fromCharCode(text.length)}\0\0\0${text}`, 'latin1');
  const digits = Buffer.from([0x4d, number & 255, number >> 8]);
  // Without its protocol, which stands first, and its end.
  const array = number % 2 === 0 ? [] : [key('fit'), arrayPickle.subarray(2, -1)];
  return Buffer.concat([Buffer.from('\x80\x02}(', 'latin1'), key('n'), digits, ...array, Buffer.from('u.')]);
}

const fileOf = (root: string, number: number) => join(root, `user${number % 10}`, `run-${number}.pkl`);

/** Writes so many small pickles into ten folders. */
export function writePickles(root: string, count: number): void {
  for (let number = 0; number < count; number++) {
    mkdirSync(dirname(fileOf(root, number)), { recursive: true });
    writeFileSync(fileOf(root, number), smallPickle(number));
  }
}

/** What the files are: as they were, or migrated; anything else is a loss. */
export interface Tally {
  old: number;
  migrated: number;
  lost: string[];
}

/** Looks at every file of `writePickles` with readers of its own. */
export function tallyOf(root: string, count: number): Tally {
  const tally: Tally = { old: 0, migrated: 0, lost: [] };
  for (let number = 0; number < count; number++) {
    const file = fileOf(root, number);
    const bytes = smallPickle(number);
    if (existsSync(file)) {
      if (readFileSync(file).equals(bytes)) tally.old++;
      else tally.lost.push(`${file} is another one`);
    } else if (!existsSync(`${file}.bak`) || !readFileSync(`${file}.bak`).equals(bytes)) {
      tally.lost.push(`${file} is gone`);
    } else if (holds(file.replace(/\.pkl$/, ''), bytes)) tally.migrated++;
    else tally.lost.push(`${file} was not migrated well`);
  }
  return tally;
}

function holds(base: string, pickle: Uint8Array): boolean {
  try {
    const npz = () => readFileSync(`${base}.npz`);
    const loaded = readJsonNpz(readFileSync(`${base}.json`, 'utf8'), npz);
    return compareValues(readPickle(pickle), loaded, { mode: 'bitwise' }).verdict === 'agree';
  } catch {
    return false;
  }
}

/** Names below a folder that are no file of a finished migration. */
export function leftovers(root: string): string[] {
  return readdirSync(root, { recursive: true })
    .map(String)
    .filter((name) => /\.tmp$|\.lock/.test(name));
}

/**
 * Starts migrations and kills each by SIGKILL at a random moment: after a random number of files, and a random part of
 * the time that one takes. Looks at all files after every kill, and ends when one finished by itself.
 */
export async function killMigrations(
  root: string,
  count: number,
  kills: number,
): Promise<{ killed: number; lost: string[] }> {
  const chance = random('moments of death of migrations');
  const outcome = { killed: 0, lost: [] as string[] };
  while (outcome.killed < kills) {
    const after = Math.floor(chance() * ((2 * count) / kills));
    if (!(await migrateUntil(root, after, chance() * 4))) break;
    outcome.killed++;
    outcome.lost.push(...tallyOf(root, count).lost);
  }
  await migrateUntil(root, Number.POSITIVE_INFINITY, 0);
  return outcome;
}

/** True when it was killed, false when it came to its end. */
function migrateUntil(root: string, lines: number, ms: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'migrate', root], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // Those of runs before come first, and take no time.
  let seen = 0;
  let armed = false;
  child.stdout.on('data', (data: Buffer) => {
    seen += data.toString().match(/ migrated /g)?.length ?? 0;
    if (seen < lines || armed || lines === Number.POSITIVE_INFINITY) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), ms);
  });
  return new Promise((resolve) => child.on('close', (_code, signal) => resolve(signal === 'SIGKILL')));
}
