import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../modern.py', import.meta.url));

/** A Python that loads what TypeScript saved and saves it again. Started when it is first asked. */
class Partner {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((answer: string) => void)[] = [];

  constructor() {
    const python = process.env.VERNIER_PYTHON;
    if (python === undefined) throw new Error('VERNIER_PYTHON is not set: run this through the suite');
    this.#child = spawn(python, [program, 'serve']);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
    this.#child.stderr.pipe(process.stderr);
    this.#child.on('close', () => {
      for (const tell of this.#waiting.splice(0)) tell('"Python ended"');
    });
  }

  ask(here: string, there: string): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin.write(`${JSON.stringify([here, there])}\n`);
    });
  }
}

let partner: Partner | undefined;

/** Lets Python load `here` and save it as `there`. */
export async function exchange(here: string, there: string): Promise<void> {
  partner ??= new Partner();
  const answer = JSON.parse(await partner.ask(here, there)) as string | null;
  if (answer !== null) throw new Error(`Python could not: ${answer}`);
}
