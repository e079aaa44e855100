/**
 * Lays a function beside a copy of itself and counts false alarms: `node scripts/false-alarms.ts [cases] [python]`.
 *
 * Any binary64 number goes in, NaN, infinities and subnormals among them; a dict of floats, integers, a list and a text
 * comes out, or an error. Two processes of one interpreter must agree on every case. Prints what became of the cases,
 * the rate and the largest resident memory of Vernier itself (Linux).
 */
import { readFileSync } from 'node:fs';
import { TestProject } from '../src/cli/fixtures/project.ts';

const [cases = '1000000', python = 'python3'] = process.argv.slice(2);
const subject = `import math

def work(x):
    if x == 2:
        raise ValueError("two")
    root = math.sqrt(abs(x))
    return {"half": x / 2, "root": root, "whole": int(root) if root < 1e15 else None, "list": [x, -x], "text": str(x)}
`;

const project = new TestProject({
  'suites/copy/suite.ts': `import { binary64, defineSuite } from 'vernier';
export default defineSuite({
  name: 'copy',
  legacy: { address: 'python:./legacy.py' },
  moderns: { modern: { address: 'python:./modern.py' } },
  subjects: {
    work: {
      policy: { types: 'strict', signedZero: true },
      inFlight: 256,
      generator: { version: 1, arbitrary: binary64().map((x) => ({ args: [x], kwargs: {} })) },
    },
  },
});
`,
  'suites/copy/legacy.py': subject,
  'suites/copy/modern.py': `# The same, and another file: one file would be refused.\n${subject}`,
});

let peak = 0;
let timer: NodeJS.Timeout | undefined;
const started = performance.now();
const ended = await project.vernier(
  ['run', '--cases', cases, '--no-keep', '--json', '--python', `legacy=${python}`, '--python', `modern=${python}`],
  {
    during(pid) {
      timer = setInterval(() => {
        peak = Math.max(peak, residentKb(pid));
      }, 200);
    },
  },
);
clearInterval(timer);
const seconds = (performance.now() - started) / 1000;
project.remove();
if (ended.code === 2 || ended.code === 70) throw new Error(ended.err);
const report = JSON.parse(ended.out);
const { generated } = report.suites[0].subjects[0].moderns[0];
const alarms = Object.entries(generated).filter(([status, count]) => status !== 'agreed' && count !== 0);
console.log(
  `${generated.agreed.toLocaleString('en')} cases agreed; false alarms: ${alarms.map(String).join(', ') || 'none'}`,
);
console.log(
  `${Math.round(Number(cases) / seconds).toLocaleString('en')} cases/s with their journal, largest resident memory ${Math.round(peak / 1024)} MB, exit code ${ended.code}`,
);
process.exitCode = alarms.length === 0 && ended.code === 0 ? 0 : 1;

function residentKb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
