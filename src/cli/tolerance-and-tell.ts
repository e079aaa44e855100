import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { type Line, paint, span } from '../reporters/styled.ts';
import { loosenessLines, observedLine, suggestionLines, tighteningLine } from '../reporters/tolerance-table.ts';
import { minNumbers } from '../studies/min-numbers.ts';
import { type Observed, observeTolerance } from '../studies/observe-tolerance.ts';
import { loosenessOf, tighten } from '../studies/ratchet-tolerance.ts';
import { suggestTolerance } from '../studies/suggest-tolerance.ts';
import { loadProject } from '../suite/load-config.ts';
import { loadSuite } from '../suite/load-suite.ts';
import { loadTolerances, toleranceFile, writeTolerances } from '../suite/tolerances.ts';
import { exitCodes } from './exit-codes.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { type CommandSession, openSession } from './session.ts';

interface ToleranceFlags extends RunFlags {
  readonly seeds: number;
  readonly factor: number;
}

export interface SuggestFlags extends ToleranceFlags {
  readonly drifted?: boolean;
}

export interface RatchetFlags extends ToleranceFlags {
  readonly slack: number;
  readonly check?: boolean;
  readonly write?: boolean;
}

/** Measures a suite and proposes tolerances. @returns the exit code */
export async function suggestAndTell(suite: string, flags: SuggestFlags): Promise<number> {
  return withObserved(suite, flags, flags.drifted ?? false, (observed, print) => {
    const suggestions = observed.benches.map((bench) => suggestTolerance(bench, flags.factor));
    print([observedLine(observed)]);
    for (const suggestion of suggestions) print(suggestionLines(suggestion, flags.factor, flags.drifted ?? false));
    tellJson(flags, observed, { factor: flags.factor, drifted: flags.drifted ?? false, suggestions });
    return suggestions.every(({ numbers }) => numbers === 0) ? exitCodes.inconclusive : exitCodes.pass;
  });
}

/** Measures a suite and holds its policies against what was needed, or tightens them. @returns the exit code */
export async function ratchetAndTell(suite: string, flags: RatchetFlags): Promise<number> {
  if (flags.check && flags.write)
    throw new SetupError('--check and --write cannot go together: --check only looks, --write changes tolerances.json');
  // Refused before anything runs: nobody wants to hear at the end that nothing could be written.
  const loaded = flags.write ? await loadSuite(await loadProject(process.cwd()), suite) : null;
  const before = loaded === null ? null : loadTolerances(loaded);
  return withObserved(suite, flags, false, (observed, print) => {
    const looseness = observed.benches.map((bench) => ({ bench, places: loosenessOf(bench, flags.slack) }));
    print([observedLine(observed)]);
    for (const { bench, places } of looseness) print(loosenessLines(bench.subject, bench.modern, places));
    const all = looseness.flatMap(({ places }) => places);
    const loose = all.filter(({ verdict }) => verdict === 'loose').length;
    const said = all.filter(({ verdict }) => !['too few numbers', 'judged together'].includes(verdict)).length;
    const found = looseness.map(({ bench: { subject, modern }, places }) => ({ subject, modern, places }));
    if (loaded === null || before === null) {
      tellJson(flags, observed, { slack: flags.slack, looseness: found });
      print([[], checkLine(loose, said, flags.slack)]);
      return loose > 0 ? exitCodes.red : said === 0 ? exitCodes.inconclusive : exitCodes.pass;
    }
    const { file, changes } = tighten(before, observed.benches, flags.factor);
    const numbers = observed.benches.reduce(
      (sum, { found: { places } }) => sum + places.tallies.reduce((n, tally) => n + tally.numbers, 0),
      0,
    );
    const tightened = {
      at: systemClock.now().toISOString(),
      seeds: observed.seeds,
      numbers,
      platform: platformOf(observed),
    };
    if (changes.length > 0 && !observed.interrupted) writeTolerances(loaded, { ...file, tightened });
    tellJson(flags, observed, { slack: flags.slack, looseness: found, changes });
    print([[], ...changes.map(tighteningLine), [span(writtenWords(changes.length, shownPath(toleranceFile(loaded))))]]);
    return said === 0 ? exitCodes.inconclusive : exitCodes.pass;
  });
}

function checkLine(loose: number, said: number, slack: number): Line {
  if (loose > 0)
    return [
      span(
        `${loose} of ${said} places allow more than ${slack} times what was needed: tighten their policy, or raise --slack`,
        'bad',
      ),
    ];
  if (said === 0) return [span(`No place has ${minNumbers} numbers of agreed cases: raise --cases or --seeds`, 'warn')];
  return [span(`No place allows more than ${slack} times what was needed`, 'good')];
}

function writtenWords(changes: number, file: string): string {
  return changes === 0 ? `Nothing to tighten in ${file}` : `${changes} tightened in ${file}`;
}

function platformOf({ implementations }: Observed): string {
  return implementations
    .map(({ name, language, languageVersion }) => `${name} ${language} ${languageVersion}`)
    .join(', ');
}

async function withObserved(
  suite: string,
  flags: ToleranceFlags,
  drifted: boolean,
  tell: (observed: Observed, print: (lines: Line[]) => void) => number,
): Promise<number> {
  const project = await loadProject(process.cwd());
  const session: CommandSession = openSession(flags.json ?? false);
  try {
    const { observer, signal, style, progress } = session;
    const options = runOptions(flags, project);
    const observed = await observeTolerance({
      project,
      suite,
      options,
      seeds: flags.seeds,
      drifted,
      observer,
      clock: systemClock,
      signal,
    });
    progress.finish();
    const code = tell(observed, (lines) => session.print(paint(lines, style)));
    return observed.interrupted ? exitCodes.interrupted : code;
  } finally {
    session.close();
  }
}

function tellJson(flags: RunFlags, { suite, seeds, implementations, interrupted }: Observed, rest: object): void {
  if (!flags.json) return;
  const sides = implementations.map(({ name, language, languageVersion, packages, platform }) => ({
    name,
    language,
    languageVersion,
    packages,
    platform,
  }));
  // JSON has no infinity: a share of nothing is null there.
  process.stdout.write(
    `${JSON.stringify({ suite: suite.name, seeds, interrupted, implementations: sides, ...rest }, null, 2)}\n`,
  );
}
