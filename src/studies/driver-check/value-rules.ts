import { type Rule, sameAs } from './rule.ts';
import { nested, samples } from './sample-values.ts';

/** Deeper than any real value, and within the 1000 levels that a reader of the protocol accepts. */
const deepLevels = 900;

const kindRules = samples.map(
  ({ kind, what, values, advised }): Rule => ({
    name: `value-${kind}`,
    wanted: `echoes ${what}`,
    level: advised ? 'advised' : 'required',
    async check(driver) {
      const remarks: (string | undefined)[] = [];
      for (const value of values) remarks.push(await driver.echoed(value));
      return remarks.find((remark) => remark !== undefined);
    },
  }),
);

/** Every kind of value comes back as it went. */
export const valueRules: readonly Rule[] = [
  ...kindRules,
  {
    name: 'value-depth',
    wanted: `echoes a value ${deepLevels} levels deep, or refuses it with an error, and goes on`,
    level: 'required',
    async check(driver) {
      const value = nested(deepLevels);
      const outcome = await driver.call(driver.settings.echo, [value]);
      const remark = outcome.kind === 'raised' ? `refused with ${outcome.error.class}` : sameAs(value, outcome.value);
      await driver.echoed('next');
      return remark;
    },
  },
];
