import { describe, expect, it } from 'vitest';
import { ciBranch, trigger } from './trigger.ts';

describe('what started a run', () => {
  it('is told by the CI', () => {
    expect(trigger({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' })).toBe('github:pull_request');
    expect(trigger({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'a b\n::error' })).toBe('github:a-b---error');
    expect(trigger({ GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'schedule' })).toBe('gitlab:schedule');
    expect(trigger({ TF_BUILD: 'True' })).toBe('azure:unknown');
  });

  it('names the branch that git does not know of', () => {
    const github = { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' };
    expect(ciBranch({ ...github, GITHUB_HEAD_REF: '' })).toBe('main');
    expect(ciBranch({ ...github, GITHUB_HEAD_REF: 'fix' })).toBe('fix');
    expect(ciBranch({ ...github, GITHUB_REF_TYPE: 'tag' })).toBeNull();
    expect(ciBranch({ GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main' })).toBe('main');
    expect(ciBranch({})).toBeNull();
  });
});
