import type { Comparison, Difference } from '../compare/difference.ts';
import { renderPath } from '../compare/path.ts';
import type { Policy } from '../compare/policy.ts';
import { renderValue } from '../value/render.ts';
import { columns } from './columns.ts';
import { differenceJson, wouldPassJson } from './json-finding.ts';
import { jsonText, numberText } from './json-text.ts';
import { wouldPassWays } from './place-words.ts';
import { count, plural, short, tolerances } from './quantity.ts';
import { type Line, type Role, span } from './styled.ts';
import { cut } from './visible.ts';

/** Two values that were compared, and how. */
export interface ComparedFiles {
  readonly legacy: string;
  readonly modern: string;
  readonly policy: Policy;
  readonly comparison: Comparison;
  /** How to see all differences, in words with a number in place of `#` (default: the option of the command). */
  readonly showAll?: string;
}

const valueLength = 32;
const pathLength = 60;
const roles: Readonly<Record<Comparison['verdict'], Role>> = { agree: 'good', differ: 'bad', incomparable: 'bad' };

/** The verdict, the differences as a table, the largest of them, and what would have passed. */
export function diffLines({ legacy, modern, policy, comparison, showAll }: ComparedFiles): Line[] {
  const { verdict, differences, beyond, within, compared, ignored, wouldPass } = comparison;
  const counts = [
    `${plural(compared, 'leaf').replace('leafs', 'leaves')} compared`,
    `${count(beyond)} beyond policy`,
    `${count(within)} within`,
    ignored === 0 ? '' : `${count(ignored)} ignored`,
  ];
  const hidden = beyond + within - differences.length;
  const ways = wouldPass === null ? '' : wouldPassWays(wouldPass);
  return [
    [span(verdict, roles[verdict]), span(`   types ${policy.types ?? 'compatible'}; ${policyWords(policy)}`)],
    [span(`  legacy  ${legacy}`)],
    [span(`  modern  ${modern}`)],
    [span(`  ${counts.filter((words) => words !== '').join(', ')}`)],
    ...(differences.length === 0 ? [] : [[], ...differenceTable(differences)]),
    ...(hidden > 0
      ? [
          [
            span(
              `  and ${plural(hidden, 'more difference')}${(showAll ?? ': --max # shows all').replace('#', String(beyond + within))}`,
              'dim',
            ),
          ],
        ]
      : []),
    ...largestLines(comparison),
    ...(ways === '' ? [] : [[span(`would pass with ${ways}`)]]),
    ...(wouldPass === null && beyond > 0 ? [[span('no tolerance would let it pass', 'warn')]] : []),
  ];
}

function policyWords({ mode = 'value', rtol = 0, atol = 0, ulp = 0, norm = 'max' }: Policy): string {
  switch (mode) {
    case 'ulp':
      return `at most ${ulp} ulp apart`;
    case 'bitwise':
      return 'bit for bit';
    case 'norm':
      return `norm ${norm}, rtol ${rtol}, atol ${atol}`;
    default:
      return rtol === 0 && atol === 0 ? 'exact' : `|m - l| <= ${atol} + ${rtol} * |l|`;
  }
}

function differenceTable(differences: readonly Difference[]): Line[] {
  const value = (side: Difference['legacy']) =>
    side === undefined ? '(nothing)' : renderValue(side, { maxLength: valueLength });
  const size = (x: number | null) => (x === null ? '-' : short(x));
  const rows = differences.map((one) => [
    cut(renderPath(one.path), pathLength),
    value(one.legacy),
    value(one.modern),
    size(one.abs),
    size(one.rel),
    one.ulp === null ? '-' : String(one.ulp),
    size(one.share),
    one.beyond ? one.class : 'within',
    one.rule,
  ]);
  const head = ['path', 'legacy', 'modern', 'abs', 'rel', 'ulp', 'share', 'class', 'rule'];
  return columns(head, rows, ['path', 'class', 'rule']).map((line, i) =>
    i > 0 && differences[i - 1]!.beyond ? line.map(({ text }) => span(text, 'bad')) : line,
  );
}

function largestLines({ maxAbs, maxRel, maxUlp, maxShare, above, below }: Comparison): Line[] {
  const sizes = [
    maxAbs === null ? '' : `${short(maxAbs)} absolute`,
    maxRel === null ? '' : `${short(maxRel)} relative`,
    maxUlp === null ? '' : `${maxUlp} ulp`,
  ].filter((words) => words !== '');
  if (sizes.length === 0 || maxAbs === 0) return [];
  const share = maxShare === null || !Number.isFinite(maxShare) ? '' : ` (${tolerances(maxShare)})`;
  return [
    [],
    [span(`largest ${sizes.join(', ')}${share}; modern above legacy in ${count(above)}, below in ${count(below)}`)],
  ];
}

/** The same for programs. */
export function diffJson({ legacy, modern, policy, comparison }: ComparedFiles): string {
  const { verdict, differences, beyond, within, compared, ignored, maxAbs, maxRel, maxUlp, maxShare, above, below } =
    comparison;
  return `${jsonText({
    verdict,
    legacy,
    modern,
    types: policy.types ?? 'compatible',
    policy: { ...policy, paths: policy.paths?.map(({ path, ignore }) => ({ path, ignore })) } as never,
    ...{ compared, beyond, within, ignored },
    ...{ maxAbs: numberText(maxAbs), maxRel: numberText(maxRel) },
    maxUlp: maxUlp === null ? null : String(maxUlp),
    maxShare: numberText(maxShare),
    ...{ above, below },
    wouldPass: wouldPassJson(comparison.wouldPass),
    differences: differences.map(differenceJson),
  })}\n`;
}
