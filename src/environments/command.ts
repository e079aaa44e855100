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
  // A program that could not be started has an error and nothing else.
  if (child.pid === undefined) throw (await once(child, 'error'))[0];
  let aborted: Error | undefined;
  child.on('error', (error) => {
    aborted = error;
  });
  const closed = new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (code, killedBy) => resolve([code, killedBy]));
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
  const [code, killedBy] = await closed;
  await Promise.all(streams);
  // Only now is nothing of it left that could still write.
  if (aborted !== undefined) throw aborted;
  return { code, killedBy, output, all };
}

function keep(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > keptLines) lines.shift();
}
