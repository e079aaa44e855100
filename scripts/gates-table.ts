import { situations } from '../src/gates/fixtures/situations.ts';

/** The table of situations and gates in docs/gates.md, from the list that the tests go through. */
export function gatesTable(): string {
  const rows = situations.map(
    ({ words, codes }) => `| ${words} | ${codes.ci} | ${codes.precutover} | ${codes.nightly} |`,
  );
  return ['| situation | `ci` | `precutover` | `nightly` |', '|---|---:|---:|---:|', ...rows].join('\n');
}

const [start, end] = ['<!-- situations -->', '<!-- end of situations -->'];

/** The page with the table as it is now. */
export function withGatesTable(page: string): string {
  const [before = '', rest = ''] = page.split(start);
  return `${before}${start}\n${gatesTable()}\n${end}${rest.split(end)[1] ?? ''}`;
}
