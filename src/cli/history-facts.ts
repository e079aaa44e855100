import type { HistoryFacts } from '../gates/facts.ts';
import type { RunReport } from '../runner/report.ts';
import type { Project } from '../suite/config.ts';
import { keepHistory } from './keep-history.ts';

/**
 * What the history says of the runs of a gate, for it to decide over; they become part of the history themselves. A run
 * that was read back, and not made now, has no figures to hold against others: null.
 */
export async function historyFacts(
  runs: readonly RunReport[],
  project: Project,
  folder: string,
  say: (line: string) => void,
): Promise<HistoryFacts | null> {
  let most = 0;
  const notes: HistoryFacts['creep'][number][] = [];
  for (const run of runs) {
    const figures = run.suites.flatMap(({ subjects }) => subjects.flatMap(({ moderns }) => moderns));
    if (run.interrupted || figures.every(({ trends }) => trends === undefined)) continue;
    const { creep } = await keepHistory(run, project, folder, say);
    most = Math.max(most, creep.baseline.length);
    for (const { suite, subject, modern, summary, alongside } of creep.creeps) {
      const explanation = alongside.length === 0 ? null : alongside.join('; ');
      notes.push({ sentence: `${suite}/${subject}, ${modern}: ${summary}`, explanation });
    }
  }
  return most === 0 && notes.length === 0 ? null : { runs: most, creep: notes };
}
