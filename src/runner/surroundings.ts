import { execFileSync } from 'node:child_process';
import { arch, cpus, platform, release } from 'node:os';
import type { RunReport } from './report.ts';

/** The machine a run happens on. */
export function machine(): RunReport['machine'] {
  const all = cpus();
  return { os: `${platform()} ${release()}`, arch: arch(), cpu: all[0]?.model.trim() ?? 'unknown', cores: all.length };
}

/** Commit, branch and cleanliness of the project's work tree; null where there is no git or no commit. */
export function gitState(root: string): RunReport['git'] {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: 10_000,
      }).trim();
    const commit = git('rev-parse', 'HEAD');
    const branch = git('rev-parse', '--abbrev-ref', 'HEAD');
    return { commit, branch: branch === 'HEAD' ? null : branch, dirty: git('status', '--porcelain') !== '' };
  } catch {
    return null;
  }
}
