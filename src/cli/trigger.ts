import { inCi } from './in-ci.ts';

/** What started this command, for the history: `local`, or the CI and its event, `github:push`. */
export function trigger(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const word = (text: string | undefined) => (text ?? '').replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 40);
  if (env.GITHUB_ACTIONS === 'true') return `github:${word(env.GITHUB_EVENT_NAME) || 'unknown'}`;
  if (env.GITLAB_CI === 'true') return `gitlab:${word(env.CI_PIPELINE_SOURCE) || 'unknown'}`;
  if (env.BUILDKITE === 'true') return `buildkite:${word(env.BUILDKITE_SOURCE) || 'unknown'}`;
  if (env.JENKINS_URL !== undefined) return 'jenkins';
  if (env.TF_BUILD === 'True') return `azure:${word(env.BUILD_REASON) || 'unknown'}`;
  return inCi() ? 'ci' : 'local';
}

/**
 * The branch that a CI runs on: it checks out a commit, so that git itself knows none. Of a pull request the branch that
 * is to be merged. Null where nobody says so.
 */
export function ciBranch(env: Readonly<Record<string, string | undefined>> = process.env): string | null {
  const named = [
    env.GITHUB_ACTIONS === 'true'
      ? env.GITHUB_HEAD_REF || (env.GITHUB_REF_TYPE === 'branch' ? env.GITHUB_REF_NAME : '')
      : '',
    env.GITLAB_CI === 'true' ? env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME || env.CI_COMMIT_BRANCH : '',
    env.BUILDKITE === 'true' ? env.BUILDKITE_BRANCH : '',
    env.JENKINS_URL === undefined ? '' : env.CHANGE_BRANCH || env.BRANCH_NAME,
    env.TF_BUILD === 'True' ? env.BUILD_SOURCEBRANCHNAME : '',
  ].find((name) => name !== undefined && name !== '');
  return named?.slice(0, 250) ?? null;
}
