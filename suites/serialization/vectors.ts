import type { VectorSources } from 'vernier';
import { failures } from './vectors/failures.ts';
import { notes } from './vectors/notes.ts';
import { pickleVectors } from './vectors/pickles.ts';
import { values } from './vectors/values.ts';

/** The golden cases of the suite. Their outcomes are recorded from the legacy side by `vernier golden record`. */
const sources: VectorSources = {
  roundtrip: {
    notes: notes('Kept', 'Array', 'Edge', 'Negative'),
    vectors: values.map(({ input, ...vector }) => ({ ...vector, input: { args: [input, 4n], kwargs: {} } })),
  },
  cross: {
    notes: notes('Kept', 'Array', 'Edge'),
    vectors: values
      .filter(({ flags }) => !flags.includes('Negative'))
      .map(({ input, ...vector }) => ({ ...vector, input: { args: [input], kwargs: {} } })),
  },
  unpickle: { notes: notes('Kept', 'Edge', 'Negative'), vectors: pickleVectors },
  failure: { notes: notes('Kept', 'Edge', 'Negative'), vectors: failures },
};

export default sources;
