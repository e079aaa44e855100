import type { Creep } from '../../runner/creep.ts';

/** What a creep says in one sentence. @param name The mechanism, or the vector. */
export function summaryOf(creep: Omit<Creep, 'summary'>, name: string): string {
  const { metric, before, now, runs, since, alikeCount } = creep;
  const where = placeWords(creep);
  switch (creep.kind) {
    case 'trend':
      return `the ${metric} ${where} rises from run to run: ${figure(before, metric)} to ${figure(now, metric)} over ${runs} runs${soon(creep)}`;
    case 'step':
      return `the ${metric} ${where} jumped from ${figure(before, metric)} to ${figure(now, metric)} with run ${since}`;
    case 'bias':
      return `modern now lies ${side(now)} legacy ${where}; before, it lay ${side(before)} it (since run ${since})`;
    case 'share':
      return `the largest error ${where} takes ${figure(now, metric)} of its tolerance; in the baseline it was ${figure(before, metric)} at the most`;
    case 'mechanism':
      return `differences within policy ${where} now look like ${name}; in the baseline none did`;
    case 'vectors-lost':
      return alikeCount === 0
        ? `the golden vector ${name} was compared before and is no more`
        : `${alikeCount + 1} golden vectors were compared before and are no more: ${[name, ...creep.alike].slice(0, 5).join(', ')}${alikeCount > 4 ? ', …' : ''}`;
  }
}

function placeWords({ scope, path, case: id }: Pick<Creep, 'scope' | 'path' | 'case'>): string {
  const cases = {
    vectors: 'of the golden vectors',
    panel: 'of the panel',
    accepted: 'of waived and excused cases',
    all: '',
  };
  if (id !== null) return `of ${scope === 'panel' ? 'case' : 'vector'} ${id}`;
  return path === '' ? cases[scope] : `at ${path} ${cases[scope]}`.trimEnd();
}

/** When it will have used up its tolerance if it goes on like this. */
function soon({ metric, before, now, runs }: Omit<Creep, 'summary'>): string {
  if (metric !== 'share of tolerance' || before === null || now === null || !(before > 0) || now <= before) return '';
  const perRun = Math.log(now / before) / (runs - 1);
  const left = Math.ceil(-Math.log(now) / perRun);
  return left > 0 && left <= 1000 ? `; at this rate it is used up in ${left} more ${left === 1 ? 'run' : 'runs'}` : '';
}

function figure(value: number | null, metric: string | null): string {
  if (value === null) return 'none';
  if (metric !== 'share of tolerance') return value.toPrecision(3);
  return `${(value * 100).toPrecision(3)} %`;
}

/** A lean of 0.5: three quarters of what differs lies above. */
function side(lean: number | null): string {
  if (lean === null || lean === 0) return 'evenly around';
  const share = `${Math.round(((1 + Math.abs(lean)) / 2) * 100)} % of the time`;
  return `${lean > 0 ? 'above' : 'below'} (${share})`;
}
