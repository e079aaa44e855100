import type { PropertyReport } from '../runner/properties/property-ledger.ts';
import type {
  Conditioning,
  ImplementationReport,
  RefereeWord,
  Scoreboard,
  SubjectModernReport,
} from '../runner/report.ts';
import type { Excuse } from '../runner/result.ts';
import { count, plural, short } from './quantity.ts';
import { visible } from './visible.ts';

/** `0.00100000000000000019: legacy is nearer (0.3 ulp against 337113 ulp)`; of a fit, how many digits nearer its minimum. */
export function refereeWords({ nearer, why, truth, legacyUlp, modernUlp, fit }: RefereeWord): string {
  if (fit !== undefined && truth !== null) return fitWords(nearer, fit, truth);
  if (truth === null || legacyUlp === null || modernUlp === null) return `undetermined: ${visible(why)}`;
  const [legacy, modern] = [`${units(legacyUlp)} ulp`, `${units(modernUlp)} ulp`];
  if (nearer === 'legacy') return `${truth}: legacy is nearer (${legacy} against ${modern})`;
  if (nearer === 'modern') return `${truth}: modern is nearer (${modern} against ${legacy})`;
  return `${truth}: neither is nearer by more than half an ulp (legacy ${legacy}, modern ${modern})`;
}

/** `legacy is nearer the true minimum by 3.1 digits (11.2 against 8.1); one basin; minimum at a = 2.5, b = 1.3`. */
export function fitWords(
  nearer: RefereeWord['nearer'],
  fit: NonNullable<RefereeWord['fit']>,
  truth: string,
  sides: { readonly legacy: string; readonly modern: string } = { legacy: 'legacy', modern: 'modern' },
): string {
  const { legacyDigits, modernDigits, basin } = fit;
  const where = `${basin} ${basin === 'one' ? 'basin' : 'basins'}; minimum at ${visible(truth)}`;
  const [legacy, modern] = [legacyDigits.toFixed(1), modernDigits.toFixed(1)];
  if (nearer !== 'legacy' && nearer !== 'modern')
    return `neither is nearer the true minimum (${sides.legacy} ${legacy} digits, ${sides.modern} ${modern}); ${where}`;
  const by = Math.abs(legacyDigits - modernDigits).toFixed(1);
  const figures = nearer === 'legacy' ? `${legacy} against ${modern}` : `${modern} against ${legacy}`;
  return `${sides[nearer]} is nearer the true minimum by ${by} digits (${figures}); ${where}`;
}

/** Whole numbers in full while people can read them. */
function units(ulp: number): string {
  return ulp >= 1e7 ? short(ulp) : String(ulp >= 100 ? Math.round(ulp) : Number(ulp.toPrecision(2)));
}

/** `referee: legacy nearer 12, modern nearer 30, neither 400, undetermined 3`; empty where it was never asked. */
export function scoreboardWords(scoreboard: Scoreboard | null): string {
  if (scoreboard === null) return '';
  const { legacy, modern, neither, undetermined } = scoreboard;
  if (legacy + modern + neither + undetermined === 0) return '';
  return `referee: legacy nearer ${count(legacy)}, modern nearer ${count(modern)}, neither ${count(neither)}, undetermined ${count(undetermined)}`;
}

const excuseWords: Readonly<Record<Excuse, string>> = {
  nearer: 'because modern is nearer the truth',
  'ill-conditioned': 'because the input is ill-conditioned',
  'noise-floor': 'because it is below the noise floor',
};

/** `12 excused because modern is nearer the truth`, for each excuse that was used. */
export function excusedWords(excuses: Readonly<Record<Excuse, number>>): string[] {
  return (Object.keys(excuseWords) as Excuse[])
    .filter((excuse) => excuses[excuse] > 0)
    .map((excuse) => `${count(excuses[excuse])} excused ${excuseWords[excuse]}`);
}

/** Amplifications up to this are what sums and products do to any input. */
const worthSaying = 1000;

/** `ill-conditioned: one input ulp moves the answer 3.1e7 ulp`; empty where the input is not. */
export function conditioningWords(conditioning: Conditioning | null): string {
  if (conditioning === null || conditioning.amplification === null || conditioning.amplification <= worthSaying)
    return '';
  return visible(conditioning.words.replace('ill-conditioned input:', 'ill-conditioned:'));
}

/** `bands: 40 as expected (to 1e-10), 3 to investigate, 1 a bug (above 1e-6)`; empty where the policy has none. */
export function bandWords({ bands, policy }: Pick<SubjectModernReport, 'bands' | 'policy'>): string {
  if (bands === undefined || policy.bands === undefined) return '';
  const { expected, bug } = policy.bands;
  return `bands: ${count(bands.expected)} as expected (to ${short(expected)}), ${count(bands.investigate)} to investigate, ${count(bands.bug)} a bug (above ${short(bug)})`;
}

/** `upgrade parity: the same source under numpy 2.2.6 -> 2.4.6`; empty where a modern is not legacy's own source. */
export function parityWords({ parity }: Pick<ImplementationReport, 'parity'>): string {
  if (parity === undefined) return '';
  if (parity.kind === 'switch') return 'switch parity: the same source and packages under other environment variables';
  const moved = parity.moved.map(visible).join(', ');
  return `upgrade parity: the same source under ${moved === '' ? 'another environment' : moved}`;
}

/** What became of the properties of one side's own answers: `properties: roundTrip held in 990 cases, broken in 10`. */
export function propertyWords(properties: readonly PropertyReport[]): string {
  const words = properties.map(({ name, held, violated }) => {
    if (held + violated === 0) return `${visible(name)} never checked`;
    return `${visible(name)} held in ${plural(held, 'case')}${violated === 0 ? '' : `, broken in ${count(violated)}`}`;
  });
  return words.length === 0 ? '' : `properties: ${words.join('; ')}`;
}
