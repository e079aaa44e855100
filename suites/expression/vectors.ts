import type { VectorSources } from 'vernier';
import { composed } from './vectors/composed.ts';
import { dtypes } from './vectors/dtypes.ts';
import { errors } from './vectors/errors.ts';
import { functions } from './vectors/functions.ts';
import { materials } from './vectors/materials.ts';
import { notes } from './vectors/notes.ts';
import { operands } from './vectors/operands.ts';
import { operators } from './vectors/operators.ts';
import { presets } from './vectors/presets.ts';
import { refused } from './vectors/refused.ts';
import { relaxation } from './vectors/relaxation.ts';
import { syntax } from './vectors/syntax.ts';

/** The golden cases of the suite. Their outcomes are recorded from the legacy side by `vernier golden record`. */
const sources: VectorSources = {
  evaluate: {
    notes,
    vectors: [
      ...relaxation,
      ...materials,
      ...presets,
      ...operators,
      ...functions,
      ...composed,
      ...dtypes,
      ...operands,
      ...syntax,
      ...refused,
      ...errors,
    ],
  },
};

export default sources;
