import { type ChildProcess, spawn } from 'node:child_process';

/** Reads `+ group` and `- group`; at the end of its input it kills the groups that are left. POSIX shell only. */
const script = `
while read -r sign group; do
  left=
  for one in $groups; do [ "$one" = "$group" ] || left="$left $one"; done
  groups=$left
  [ "$sign" = + ] && groups="$groups $group"
done
for one in $groups; do kill -9 "-$one" 2>/dev/null; done
`;

let guardian: ChildProcess | null = null;

/**
 * A small process that outlives Vernier by a moment: however Vernier ends, even by SIGKILL, it kills the process groups
 * that were left. A driver ends by itself when its input does, but not while a subject hangs in it.
 *
 * @param groups all there are, told to a new guardian
 * @param change `+ group` or `- group`
 */
export function tellGuardian(groups: ReadonlySet<number>, change: string): void {
  if (guardian === null) {
    guardian = start();
    for (const group of groups) guardian.stdin?.write(`+ ${group}\n`);
  }
  guardian.stdin?.write(`${change}\n`);
}

function start(): ChildProcess {
  // In a session of its own, so that Ctrl-C does not reach it; it keeps no folder busy and Vernier not alive.
  const child = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = () => {
    if (guardian === child) guardian = null;
  };
  child.on('error', gone);
  child.on('exit', gone);
  child.stdin?.on('error', gone);
  child.unref();
  (child.stdin as unknown as { unref(): void } | null)?.unref();
  return child;
}
