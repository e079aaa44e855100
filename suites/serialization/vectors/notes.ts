import type { FlagNote } from 'vernier';

const all: Readonly<Record<string, FlagNote>> = {
  Kept: {
    bugType: 'LOST_DATA',
    description: 'The format keeps it exactly.',
    effect: 'What users saved is not what they load.',
  },
  Array: {
    bugType: 'LOST_ARRAY',
    description: 'An array with its element type, shape and memory order.',
    effect: 'Numbers are others after loading, or have another precision.',
  },
  Edge: {
    bugType: 'BOUNDARY',
    description: 'At the edge of what the format can hold, or where its own names begin.',
    effect: 'Rare values, names or moments lose data.',
  },
  Negative: {
    bugType: 'UNKEEPABLE',
    description: 'The format does not keep it, or the file is damaged: it must be refused or be a waived loss.',
    effect: 'Data is lost without a word, or a damaged file is taken for a whole one.',
  },
};

/** The notes of these flags. */
export function notes(...flags: readonly string[]): Record<string, FlagNote> {
  return Object.fromEntries(flags.map((flag) => [flag, all[flag]!]));
}
