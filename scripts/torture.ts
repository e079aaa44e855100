/**
 * Kills runs and lets them clash, and counts what was lost: `node scripts/torture.ts [kills] [processes] [runs each]`.
 *
 * - Runs of 1,000 cases are killed by SIGKILL at seeded random moments and resumed; every case must stand in the journal
 *   once, and the report must be that of a run that nobody killed.
 * - Several processes run the same suite at once, again and again; every report must be whole.
 */
import { random } from '../src/base/chance.ts';
import { squareSuite, TestProject } from '../src/cli/fixtures/project.ts';

const [kills = 100, processes = 8, runsEach = 25] = process.argv.slice(2).map(Number);
const cases = 1000;
const paced = (body: string) =>
  `let n = 0;\nexport const square = async (x) => {\n  if ((n += 1) % 8 === 0) await new Promise((done) => setTimeout(done, 2));\n  return ${body};\n};\n`;

async function killAndResume(): Promise<void> {
  const project = new TestProject(squareSuite(paced('x * x'), paced('x > 9e5 ? 0 : x * x'), 'inFlight: 32,'));
  const chance = random('moments of death');
  const tally = { killed: 0, lost: 0, duplicated: 0, resumed: 0 };
  await project.vernier(['run', '--cases', String(cases), '--reports', 'whole']);
  const whole = project.report(project.lastRun('whole'));
  let round = 0;
  while (tally.killed < kills) {
    const reports = `killed-${round++}`;
    let folder = '';
    for (let first = true; tally.killed < kills; first = false) {
      const args = first ? ['run', '--cases', String(cases), '--reports', reports] : ['run', '--resume', folder];
      const ms = 150 + chance() * 900;
      const { code } = await project.vernier(args, {
        during: (pid) => {
          setTimeout(() => {
            try {
              process.kill(pid, 'SIGKILL');
            } catch {}
          }, ms).unref();
        },
      });
      if (code !== null) break;
      tally.killed += 1;
      folder = project.lastRun(reports);
      if (!project.has(`${folder}/cases.jsonl`)) break;
    }
    folder = project.lastRun(reports);
    if (!project.has(`${folder}/cases.jsonl`)) continue;
    await project.vernier(['run', '--resume', folder]);
    tally.resumed += 1;
    const seen = new Map<number, number>();
    for (const result of project.journal(folder)) seen.set(result.case.index!, (seen.get(result.case.index!) ?? 0) + 1);
    tally.lost += cases - seen.size;
    tally.duplicated += [...seen.values()].filter((count) => count > 1).length;
    const { generated } = project.report(folder).suites[0].subjects[0].moderns[0];
    const wanted = whole.suites[0].subjects[0].moderns[0].generated;
    if (JSON.stringify(generated) !== JSON.stringify(wanted))
      throw new Error(`${folder} counts other results than a run that nobody killed`);
  }
  project.remove();
  console.log(
    `${tally.killed} SIGKILLs over ${round} runs of ${cases} cases, ${tally.resumed} resumed to the end: lost ${tally.lost}, duplicated ${tally.duplicated}`,
  );
}

async function clash(): Promise<void> {
  const project = new TestProject(
    squareSuite('export const square = (x) => x * x;\n', 'export const square = (y) => y * y + (y > 9e5);\n'),
  );
  let whole = 0;
  let torn = 0;
  const worker = async (name: number) => {
    for (let run = 0; run < runsEach; run += 1) {
      const { code, out } = await project.vernier(['run', '--json']);
      try {
        if (code === 1 && JSON.parse(out).exitCode === 1) whole += 1;
        else throw new Error(`process ${name} ended with ${code}`);
      } catch (error) {
        torn += 1;
        console.log(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: processes }, (_, name) => worker(name)));
  const left = project.leftovers();
  for (const folder of project.runs()) {
    JSON.parse(project.read(`${folder}/report.json`));
    if (!project.read(`${folder}/junit.xml`).trimEnd().endsWith('</testsuites>')) torn += 1;
  }
  console.log(
    `${processes} processes x ${runsEach} runs at once: ${whole} whole reports in ${project.runs().length} folders, ${torn} torn, ${left.length} temporary files left`,
  );
  project.remove();
}

await killAndResume();
await clash();
