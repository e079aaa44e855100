import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { readTextFile } from '../disk/read-text.ts';
import { shownPath } from '../disk/shown-path.ts';
import { generatorFor, kindNames, knownCalls } from '../generators/calls.ts';
import type { Generator } from '../generators/generator.ts';
import { makeRunFolder, newRunId } from '../runner/run-folder.ts';
import { compareTwo } from '../studies/compare-two.ts';
import { parseCalls } from '../suite/calls-file.ts';
import { bareProject } from '../suite/load-config.ts';
import { capHeapGrowth } from './heap-growth.ts';
import { type PolicyFlags, policyFrom } from './policy-options.ts';
import { readStandardInput } from './read-standard-input.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';
import { dropEmpty, tellReport } from './tell-report.ts';

export interface CompareFlags
  extends PolicyFlags,
    Pick<RunFlags, 'seed' | 'cases' | 'jobs' | 'python' | 'maxFindings' | 'reports' | 'json'> {
  readonly calls?: string;
  readonly generate?: string;
  readonly subject?: string;
  readonly deadline?: number;
}

const maxBytes = 256 * 1024 * 1024;
const generatedCases = 1000;

/** Compares two addresses and prints what was found. @returns the exit code */
export async function compareAndTell(legacy: string, modern: string, flags: CompareFlags): Promise<number> {
  const policy = policyFrom(flags);
  const { generator, cases } = await callsOf(flags);
  const project = bareProject(process.cwd());
  const options = { ...runOptions(flags, project), reference: 'legacy' as const };
  const runId = newRunId(systemClock.now());
  const folder = flags.reports === undefined ? null : makeRunFolder(join(resolve(flags.reports), runId));
  capHeapGrowth();
  const session = openSession(flags.json ?? false);
  try {
    const { observer, signal } = session;
    const report = await compareTwo({
      ...{ legacy, modern, policy, generator, cases, project, options, runId, folder, observer, signal },
      subject: flags.subject ?? null,
      deadlineMs: flags.deadline ?? null,
      clock: systemClock,
    });
    tellReport(report, session, { folder, json: flags.json ?? false });
    return report.exitCode;
  } finally {
    session.close();
    if (folder !== null) dropEmpty(folder);
  }
}

/** @throws SetupError unless exactly one source of calls was named, and it can be read */
async function callsOf({
  calls,
  generate,
  subject,
  cases,
}: CompareFlags): Promise<{ generator: Generator; cases: number }> {
  if ((calls === undefined) === (generate === undefined)) {
    throw new SetupError(
      `Which calls to make must be said once: --calls <file>, or --generate with a kind for each argument (${kindNames.join(', ')})`,
    );
  }
  if (generate !== undefined) return { generator: generatorFor(generate), cases: cases ?? generatedCases };
  const isStandard = calls === '-';
  const text = isStandard
    ? await readStandardInput('calls', maxBytes)
    : readTextFile(resolve(calls!), { what: 'file of calls', maxBytes });
  const known = parseCalls(text, isStandard ? 'Standard input' : shownPath(resolve(calls!)), subject ?? null);
  return { generator: knownCalls(known), cases: Math.min(cases ?? known.length, known.length) };
}
