import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { ValuesShown } from '../runner/redaction/hide-value.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Parses `--values`, for commander. @throws InvalidArgumentError */
export function valuesText(text: string): ValuesShown {
  if (text === 'none' || text === 'hashed' || text === 'full') return text;
  throw new InvalidArgumentError('It must be none, hashed or full.');
}

/** What `--values` is where it is not said: none for a change that comes from a fork, since its logs are read by others. */
export function valuesByDefault(env: Environment): ValuesShown {
  return isFork(env) ? 'none' : 'full';
}

/** By what GitHub, GitLab, CircleCI and Azure Pipelines say of the change. */
function isFork(env: Environment): boolean {
  if (env.GITHUB_ACTIONS === 'true' && /^pull_request/.test(env.GITHUB_EVENT_NAME ?? '')) return isGithubFork(env);
  const { CI_MERGE_REQUEST_SOURCE_PROJECT_ID: source, CI_MERGE_REQUEST_PROJECT_ID: target } = env;
  if (source !== undefined && target !== undefined) return source !== target;
  if (env.CIRCLE_PR_NUMBER !== undefined && env.CIRCLE_PR_NUMBER !== '') return true;
  return env.SYSTEM_PULLREQUEST_ISFORK?.toLowerCase() === 'true';
}

/** The event's file names both repositories. One that cannot be read might be anybody's. */
function isGithubFork({ GITHUB_EVENT_PATH: path }: Environment): boolean {
  try {
    const { pull_request: change } = JSON.parse(readFileSync(path ?? '', 'utf8'));
    return change.head.repo?.full_name !== change.base.repo.full_name;
  } catch {
    return true;
  }
}
