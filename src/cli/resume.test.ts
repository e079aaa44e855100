import { afterEach, describe, expect, it } from 'vitest';
import { random } from '../base/chance.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';

const paced = (body: string) =>
  `let n = 0;\nexport const square = async (x) => {\n  if ((n += 1) % 8 === 0) await new Promise((done) => setTimeout(done, 4));\n  return ${body};\n};\n`;

/**
 * Sends a signal once the journal of the run in a folder holds so many lines: on a busy machine, moments say nothing of
 * how far a run has come. A run may be over before it gets there.
 */
const signalAt = (lines: number, signal: NodeJS.Signals, journal: () => string | null) => (pid: number) => {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
      const text = journal();
      if (text === null || text.split('\n').length <= lines) return;
      process.kill(pid, signal);
    } catch {}
    clearInterval(timer);
  }, 20);
  timer.unref();
};

/** What a report says, but for times, the run's id and what shrinking had no time for. */
function essence(report: ReturnType<TestProject['report']>) {
  const { statistics, generated, reasons } = report.suites[0].subjects[0].moderns[0];
  const { legacyNsMedian: _, modernNsMedian: __, latencies: ___, ...numbers } = statistics;
  const findings = report.findings.map(({ id, cases, first }: { id: string; cases: number; first: unknown }) => ({
    id,
    cases,
    first,
  }));
  return {
    numbers,
    generated,
    reasons,
    findings,
    coverage: report.suites[0].subjects[0].coverage,
    exitCode: report.exitCode,
  };
}

describe('vernier run --resume', () => {
  let project: TestProject;
  afterEach(() => project?.remove());

  it('loses and repeats nothing, wherever a run is killed', async () => {
    project = new TestProject(squareSuite(paced('x * x'), paced('x > 9e5 ? 0 : x * x'), 'inFlight: 16,'));
    const whole = await project.vernier(['run', '--no-keep', '--cases', '600']);
    expect(whole.code).toBe(1);
    const wanted = essence(project.report());
    const chance = random('moments of death');
    for (let round = 0; round < 3; round += 1) {
      const args = ['run', '--no-keep', '--cases', '600', '--reports', `reports-${round}`];
      const journal = () => {
        const path = `${project.lastRun(`reports-${round}`)}/cases.jsonl`;
        return project.has(path) ? project.read(path) : null;
      };
      const killAt = (lines: number) => signalAt(lines, 'SIGKILL', journal);
      await project.vernier(args, { during: killAt(chance() * 300) });
      let folder = project.lastRun(`reports-${round}`);
      for (let again = 0; again < 2; again += 1) {
        folder = project.lastRun(`reports-${round}`);
        if (!project.has(`${folder}/cases.jsonl`)) break;
        await project.vernier(['run', '--resume', folder, '--no-keep'], {
          during: killAt((journal() ?? '').split('\n').length + chance() * 200),
        });
      }
      if (!project.has(`${folder}/cases.jsonl`)) continue;
      const ended = await project.vernier(['run', '--resume', folder, '--no-keep']);
      expect({ code: ended.code, err: ended.err }).toEqual({ code: 1, err: '' });
      const indices = project.journal(folder).map((result) => result.case.index);
      expect(indices).toEqual(Array.from({ length: 600 }, (_, index) => index));
      expect(essence(project.report(folder))).toEqual(wanted);
    }
  }, 240_000);

  it('refuses a journal of code that has changed, of another run, or none', async () => {
    project = new TestProject(squareSuite(paced('x * x'), paced('x ** 2')));
    await project.vernier(['run']);
    const folder = project.lastRun();
    project.write({ 'suites/square/modern.mjs': paced('x * x * 1') });
    const changed = await project.vernier(['run', '--resume', folder]);
    expect({ code: changed.code, err: changed.err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('suite "square"'),
    });
    const nothing = await project.vernier(['run', '--resume', 'reports/nowhere']);
    expect({ code: nothing.code, err: nothing.err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('reports/nowhere'),
    });
    for (const more of [['square'], ['--seed', '7'], ['--bail'], ['--max-findings', '3']]) {
      const { code, err } = await project.vernier(['run', '--resume', folder, ...more]);
      expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('--resume') });
    }
  });

  it('goes on where an interrupted run stopped', async () => {
    project = new TestProject(squareSuite(paced('x * x'), paced('x ** 2'), 'inFlight: 4,'));
    const journal = () => {
      const path = `${project.lastRun()}/cases.jsonl`;
      return project.has(path) ? project.read(path) : null;
    };
    const first = await project.vernier(['run', '--cases', '2000'], { during: signalAt(20, 'SIGINT', journal) });
    expect(first.code).toBe(130);
    expect(first.out).toContain(`vernier run --resume ${project.lastRun()}`);
    const done = project.journal().length;
    expect(done).toBeGreaterThan(0);
    const second = await project.vernier(['run', '--resume', project.lastRun()]);
    expect(second.code).toBe(0);
    expect(project.report()).toMatchObject({ interrupted: false, decision: 'pass' });
    expect(project.journal()).toHaveLength(2000);
  });
});
