import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** Who sits here: the name that git signs commits with, else that of the account. */
export function reviewer(cwd: string): string {
  try {
    const name = execFileSync('git', ['config', 'user.name'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (name.trim() !== '') return name.trim();
  } catch {
    // No git, or no name.
  }
  return userInfo().username;
}
