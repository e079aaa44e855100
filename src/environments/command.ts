import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface CommandOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Where it runs; `/` by default, so that no file of the project can stand in for a module of Python's. */
  readonly folder?: string;
  /** Told each line of either stream as it comes. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Killed after this many milliseconds; never by default. */
  readonly timeoutMs?: number;
}

export interface CommandResult {
  readonly code: number | null;
  /** What ended it, where its own exit did not. */
  readonly killedBy: string | null;
  /** The last lines of standard output. */
  readonly output: readonly string[];
  /** The last lines of both streams, as they came. */
  readonly all: readonly string[];
}

const keptLines = 400;

/**
 * Runs a program to its end with nothing on its standard input.
 *
 * @throws the system's error when it cannot be started, and the abort error of a signal
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const { environment, folder = '/', onLine, signal, timeoutMs } = options;
  const child = spawn(command, args, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
    ...(timeoutMs !== undefined && { timeout: timeoutMs, killSignal: 'SIGKILL' }),
  });
  const output: string[] = [];
  const all: string[] = [];
  const streams = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of createInterface({ input: stream })) {
      keep(all, line);
      if (stream === child.stdout) keep(output, line);
      onLine?.(line);
    }
  });
  const [code, killedBy] = (await once(child, 'close')) as [number | null, string | null];
  await Promise.all(streams);
  return { code, killedBy, output, all };
}

function keep(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > keptLines) lines.shift();
}
