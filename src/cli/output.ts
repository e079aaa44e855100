import type { Writable } from 'node:stream';

/**
 * A reader that stops reading (`vernier run | head -1`) is no fault: what is written after that is dropped, and the
 * command goes on to write its reports and end with its own exit code.
 */
export function tolerateClosedPipe(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

/** Whether to write colours to a stream: `NO_COLOR` and `FORCE_COLOR` first, then whether it is a terminal. */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Waits until a stream has given everything on, so that an exit cannot cut it. */
export function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.errored || stream.writableLength === 0) resolve();
    else {
      stream.write('', () => resolve());
      stream.once('error', () => resolve());
    }
  });
}
