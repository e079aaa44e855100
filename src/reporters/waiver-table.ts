import type { ListedWaiver, WaiverList } from '../studies/list-waivers.ts';
import type { WaiverCondition } from '../suite/waiver.ts';
import { count, percent, plural, short } from './quantity.ts';
import { type Line, type Role, span } from './styled.ts';
import { cut } from './visible.ts';

const textLength = 200;

const roles: Readonly<Record<ListedWaiver['state'], Role>> = {
  active: 'good',
  unused: 'warn',
  unknown: 'plain',
  expired: 'bad',
  exceeded: 'bad',
};

/** The waivers of one suite: for each where it holds, who answers for it and until when, and what it absorbed. */
export function waiverLines({ suite, run, waivers }: WaiverList): Line[] {
  const source = run === null ? 'no run of it is known: what they absorb is not known' : `absorbed in run ${run}`;
  const head = waivers.length === 0 ? 'no waivers' : `${plural(waivers.length, 'waiver')}; ${source}`;
  return [[span(suite, 'strong'), span(`   ${head}`)], ...waivers.flatMap(oneWaiver)];
}

function oneWaiver(listed: ListedWaiver): Line[] {
  const { waiver, state, overWide, absorbed } = listed;
  const { id, subject, modern, path, bound, maxShare, owner, reason, expires } = waiver;
  const limits = Object.entries(bound ?? {}).map(([name, limit]) => `${name} ${limit}`);
  const scope = [`${waiver.class} at ${path}`, conditionWords(waiver.when), ...limits].join(', ');
  const used =
    absorbed === null
      ? 'not in the last run'
      : `absorbed ${plural(absorbed.covered, 'case')}, ${percent(absorbed.share)} of ${percent(maxShare)}${largest(listed)}`;
  const note = (text: string, role: Role): Line => [span(' '.repeat(12)), span(cut(text, textLength), role)];
  return [
    [
      span(`  ${state.padEnd(9)}`, roles[state]),
      span(` ${id}`, 'strong'),
      span(`   ${subject} · ${modern}: ${cut(scope, textLength)}`),
    ],
    note(`owner ${owner}; ${endWords(listed)} (${expires}); ${used}`, listed.expiringSoon ? 'warn' : 'plain'),
    note(reason, 'dim'),
    ...(state === 'unused'
      ? [note('nothing of the last run needed it: take it out, when that run was whole', 'warn')]
      : []),
    ...(overWide.length === 0 ? [] : [note(`wider than needed: ${overWide.join('; ')}`, 'warn')]),
  ];
}

function conditionWords(when: WaiverCondition): string {
  const { label, legacyError, modernError, modernPackage, legacyEnds } = when;
  const words = [
    label === undefined ? '' : `label ${label}`,
    legacyError === undefined ? '' : `legacy raised ${legacyError}`,
    modernError === undefined ? '' : `modern raised ${modernError}`,
    modernPackage === undefined ? '' : `modern has ${modernPackage}`,
    legacyEnds === undefined ? '' : `legacy ${legacyEnds}`,
  ];
  return `when ${words.filter((word) => word !== '').join(' and ')}`;
}

function largest({ absorbed }: ListedWaiver): string {
  if (absorbed === null) return '';
  const { maxRel, maxUlp } = absorbed;
  const sizes = [
    maxRel === null || !Number.isFinite(maxRel) ? '' : `${short(maxRel)} relative`,
    maxUlp === null ? '' : `${count(Number(maxUlp))} ulp`,
  ].filter((size) => size !== '');
  return sizes.length === 0 ? '' : `, at most ${sizes.join(', ')}`;
}

function endWords({ daysLeft }: ListedWaiver): string {
  if (daysLeft < 0) return `expired ${plural(-daysLeft, 'day')} ago`;
  return daysLeft === 0 ? 'ends today' : `ends in ${plural(daysLeft, 'day')}`;
}
