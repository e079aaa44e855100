import type { Symptom } from '../studies/doctor/symptom.ts';
import { type Line, span } from './styled.ts';

const marks = { good: ['ok    ', 'good'], note: ['note  ', 'warn'], bad: ['broken', 'bad'] } as const;

/** A line for each thing looked at, below it what to do, and at the end what it comes to. */
export function doctorLines(symptoms: readonly Symptom[]): Line[] {
  const width = Math.max(...symptoms.map(({ name }) => name.length));
  const lines = symptoms.flatMap(({ name, state, observed, remedy }): Line[] => {
    const [mark, role] = marks[state];
    const [first = '', ...more] = observed.split('\n');
    return [
      [span(mark, role), span(`  ${name.padEnd(width)}  ${first}`)],
      ...more.map((line): Line => [span(`${' '.repeat(width + 10)}${line}`)]),
      ...(remedy === null ? [] : [[span(`${' '.repeat(width + 10)}${remedy}`, 'dim')] as Line]),
    ];
  });
  const broken = symptoms.filter(({ state }) => state === 'bad').map(({ name }) => name);
  const end: Line =
    broken.length === 0
      ? [span('Nothing stands in the way', 'good')]
      : [span(`To be mended first: ${broken.join(', ')}`, 'bad')];
  return [...lines, [], end];
}
