import { knownWords } from '../base/known-words.ts';
import { variable, variableValue } from './check-implementation.ts';
import { type Check, each, isObject, problem, recordOf, shape, text } from './shape.ts';

/** The check of `flags` by itself. */
export const flags: Check = recordOf(
  variable,
  each(
    shape({ on: variableValue, off: variableValue, side: text, what: text }, ['on', 'off']),
    (value, at, problems) => {
      const { on, off } = value as Record<string, unknown>;
      if (on === off)
        problem(problems, at, `"on" and "off" are both ${JSON.stringify(on)}; wanted two values to choose between`);
    },
  ),
);

/** Flags belong to a side that the suite has; a legacy that is retired may keep those it had. */
export function checkFlagSides(definition: Record<string, unknown>, problems: string[]): void {
  if (!isObject(definition.flags) || !isObject(definition.moderns)) return;
  const sides = [...(isObject(definition.legacy) ? ['legacy'] : []), ...Object.keys(definition.moderns)];
  for (const [name, flag] of Object.entries(definition.flags)) {
    const side = isObject(flag) ? (flag.side ?? 'legacy') : null;
    if (typeof side !== 'string') continue;
    const at = `flags.${name}.side`;
    if (!sides.includes(side))
      problem(problems, at, `no side is called ${JSON.stringify(side)}${knownWords(side, sides)}`);
  }
}
