import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { makeScratchFolder } from '../disk/scratch-folder.ts';
import { signalGroup } from './children.ts';
import type { Launch } from './launch.ts';
import type { Exit, Running } from './running.ts';

/** Starts a driver in a process group and a temporary folder of its own. */
export function spawnDriver(launch: Launch): Running {
  const folder = makeScratchFolder('vernier-');
  const socket = launch.wire === 'socket';
  const child = spawn(launch.command, launch.args, {
    cwd: folder,
    env: { ...launch.env, TMPDIR: folder },
    // A group (and session) of its own: a signal reaches its children too, and Ctrl-C on a terminal does not reach it.
    detached: true,
    stdio: socket ? ['ignore', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'],
  });
  const { pid } = child;
  let startError: NodeJS.ErrnoException | null = null;
  const exit = new Promise<Exit>((resolve) => {
    child.on('error', (error) => {
      startError = error;
      if (pid === undefined) resolve({ code: null, signal: null, startError });
    });
    child.on('exit', (code, signal) => {
      // Whatever it left behind in its group goes with it.
      if (pid !== undefined) signalGroup(pid, 'SIGKILL');
      resolve({ code, signal, startError });
    });
  });
  return {
    pid,
    input: (socket ? child.stdio[3] : child.stdin) as Writable,
    output: (socket ? child.stdio[3] : child.stdout) as Readable,
    noise: socket ? [child.stdout!, child.stderr!] : [child.stderr!],
    folder,
    exit,
  };
}
