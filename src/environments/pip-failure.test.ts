import { describe, expect, it } from 'vitest';
import { type PipContext, pipFailure } from './pip-failure.ts';

const context: PipContext = {
  name: 'legacy',
  lock: '/p/legacy.txt',
  pins: [{ name: 'numpy', extras: [], version: '2.4.6', marker: null, hashes: [], line: 3 }],
  base: {
    executable: '/usr/bin/python3',
    version: '3.9.18',
    prefix: '/usr',
    platform: 'cpython linux-x86_64 x86_64 .so',
    pip: '23.0.1',
    venv: true,
    ensurepip: true,
  },
  folder: '/p/.vernier/envs/x',
};

// Lines of pip 23.0.1 and 24.2.
const notFound = 'ERROR: No matching distribution found for numpy==2.4.6';

describe('pipFailure', () => {
  it.each([
    [
      ['ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: 1.19.3)', notFound],
      'There is no wheel of numpy 2.4.6 for Python 3.9.18 on linux-x86_64 in the package index. Change the pin at /p/legacy.txt:3, or use an existing Python with --python legacy=PATH',
    ],
    [['(from versions: none)', notFound], 'in the package index, or the index did not answer. Change the pin'],
    [
      ["WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('", notFound],
      'The package index is not reachable. Check the network, the proxy (HTTPS_PROXY)',
    ],
    [['Could not fetch URL https://x/: There was a problem confirming the ssl certificate'], 'PIP_CERT'],
    [['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.'], 'tampered'],
    [['ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device'], 'TMPDIR'],
    [['ERROR: HTTP error 403 while getting https://x/'], 'refuses access'],
    [["ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/p'"], 'cannot be written'],
    [['ERROR: something new'], 'Mend what pip complains about, or use an existing Python'],
  ])('of %j says what to do', (lines, expected) => {
    const { message } = pipFailure(lines, context);
    expect(message).toContain('Cannot make the Python environment for "legacy" from /p/legacy.txt. ');
    expect(message).toContain(expected);
    expect(message).toContain(`pip said:\n  ${lines[0]}`);
  });

  it('hides passwords and cuts endless lines', () => {
    const { message } = pipFailure(['Looking in indexes: https://me:secret@mirror/simple', 'x'.repeat(5000)], context);
    expect(message).not.toContain('secret');
    expect(message.length).toBeLessThan(1000);
  });
});
