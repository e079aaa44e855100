import type { RecordedCase } from './recorded-case.ts';

/** Why a finding cannot be waived; null when it can. */
export function wontWaive({ status, side, class: driftClass, modern, legacy, other }: RecordedCase): string | null {
  if (driftClass === 'legacy-moved' || modern === 'legacy')
    return 'legacy moved away from its golden outcome, which is no drift of modern. Restore its environment, or record its vectors again with "vernier golden record"';
  const who = side === 'legacy' ? 'legacy' : `modern "${modern}"`;
  switch (status) {
    case 'drifted':
      break;
    case 'crashed':
    case 'timed-out':
      if (side !== 'legacy')
        return `${who} ${status === 'crashed' ? 'crashed' : 'gave no answer in time'}; a replacement that does not answer is never right`;
      break;
    case 'flaky':
      return `${who} did not do the same twice, so nobody knows what would be waived. Make it do the same every time, or declare the noise of that place in the suite (docs/noise.md)`;
    case 'protocol-error':
      return `${who} broke the wire protocol, so there is no outcome to permit`;
    case 'violated':
      return 'a property was violated; change the property if it asks too much';
    default:
      return `its status is "${status}", which is no drift`;
  }
  if (other?.kind !== 'returned' && other?.kind !== 'raised') return 'modern gave no answer in this case';
  if (legacy?.kind === 'protocol-error') return 'legacy broke the wire protocol, so there is nothing to lay beside';
  return null;
}
