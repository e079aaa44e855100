import { describe, expect, it } from 'vitest';
import { createProgress, type ProgressState } from './progress.ts';
import { plainStyle } from './styled.ts';

const state: ProgressState = {
  done: 0,
  total: 2000,
  suite: 'expression',
  subject: 'evaluate',
  rate: 1234.5,
  red: 0,
};
const at = (done: number, red = 0): ProgressState => ({ ...state, done, red });

function setUp(live: boolean, columns = 100) {
  const written: string[] = [];
  let now = 1000;
  const clock = { ms: () => now, now: () => new Date(0) };
  const progress = createProgress({
    stream: { write: (text: string) => written.push(text) },
    clock,
    style: plainStyle,
    live,
    columns,
  });
  const wait = (ms: number) => {
    now += ms;
  };
  return { progress, written, wait };
}

describe('progress on a terminal', () => {
  it('draws one line over itself, ten times a second at most', () => {
    const { progress, written, wait } = setUp(true);
    for (let done = 0; done < 1000; done += 1) {
      progress.update(at(done));
      wait(1);
    }
    expect(written).toHaveLength(10);
    for (const text of written) expect(text).toMatch(/^\r\u001b\[2K[^\n]*$/);
    expect(written.at(-1)).toContain(
      'expression/evaluate ██████████░░░░░░░░░░░░░░ 900/2,000 · 1,235 cases/s · 0:01 left',
    );
  });

  it('steps aside for a finding, and leaves nothing behind', () => {
    const { progress, written } = setUp(true);
    progress.update(at(500, 3));
    progress.print('Drift: …');
    progress.finish();
    progress.finish();
    expect(written[0]).toContain('3 red');
    expect(written.slice(1)).toEqual(['\r\u001b[2K', 'Drift: …\n', written[0], '\r\u001b[2K']);
  });

  it('never fills the width of the terminal, however narrow', () => {
    for (const columns of [1, 10, 30, 40, 60, 80]) {
      const { progress, written } = setUp(true, columns);
      progress.update({ ...at(1999, 1500), suite: 'a-suite-with-a-very-long-name'.repeat(3) });
      expect(written[0]!.slice('\r\u001b[2K'.length).length).toBeLessThan(Math.max(columns, 1));
    }
  });

  it('is not fooled by names, or by totals that are not known', () => {
    const { progress, written, wait } = setUp(true);
    progress.update({ ...state, suite: 'a\u001b[2J\nb', total: 0, rate: Number.NaN });
    wait(100);
    progress.update({ ...at(10), total: 5 });
    expect(written.join('').replaceAll('\r\u001b[2K', '')).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe('progress in a log', () => {
  it('writes a plain line now and then, and one at the end', () => {
    const { progress, written, wait } = setUp(false);
    for (let done = 0; done < 2000; done += 100) {
      progress.update(at(done));
      wait(1000);
    }
    progress.update(at(2000));
    progress.finish();
    expect(written).toEqual([
      'expression/evaluate: 1,000/2,000, 1,235 cases/s, 0:01 left (50%)\n',
      'expression/evaluate: 2,000/2,000, 1,235 cases/s (100%)\n',
    ]);
  });

  it('writes nothing when there was nothing, and nothing twice', () => {
    const { progress, written, wait } = setUp(false);
    progress.finish();
    wait(20_000);
    progress.update(at(2000));
    progress.finish();
    expect(written).toHaveLength(1);
  });
});
