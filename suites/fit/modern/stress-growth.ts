import { ValueError } from '../../expression/modern/errors.ts';
import { solve } from './dormand-prince.ts';

type State = readonly [number, number, number];

interface System {
  readonly slope: (s: State, p: readonly number[]) => State;
  readonly stress: (s: State) => number;
}

const shear = (s: State) => s[2];

const systems: ReadonlyMap<string, System> = new Map<string, System>([
  ['giesekus-shear', { slope: giesekusShear, stress: shear }],
  ['giesekus-extension', { slope: giesekusExtension, stress: ([xx, yy]) => xx - yy }],
  ['rolie-poly-shear', { slope: roliePolyShear, stress: shear }],
]);

/**
 * Stress over time of a fluid at rest that begins to flow, the first parameter its modulus.
 *
 * @throws {ValueError} for a name that is no system
 */
export function integrate(name: string, t: Float64Array, parameters: ArrayLike<number>): Float64Array {
  const system = systems.get(name);
  if (system === undefined) throw new ValueError(`There is no system "${name}"`);
  const [modulus = 1, ...rest] = Array.from(parameters);
  const states = solve((s) => system.slope(s as unknown as State, rest), [1, 1, 0], t);
  return Float64Array.from(states, (s) => modulus * system.stress(s as unknown as State));
}

function giesekusShear([xx, yy, xy]: State, [tau, alpha, rate]: readonly number[]): State {
  const pull = alpha! / tau!;
  return [
    2 * rate! * xy - (xx - 1) / tau! - pull * ((xx - 1) ** 2 + xy * xy),
    -(yy - 1) / tau! - pull * ((yy - 1) ** 2 + xy * xy),
    rate! * yy - xy / tau! - pull * xy * (xx - 1 + yy - 1),
  ];
}

function giesekusExtension([xx, yy]: State, [tau, alpha, rate]: readonly number[]): State {
  const pull = alpha! / tau!;
  return [
    2 * rate! * xx - (xx - 1) / tau! - pull * (xx - 1) ** 2,
    -rate! * yy - (yy - 1) / tau! - pull * (yy - 1) ** 2,
    0,
  ];
}

function roliePolyShear([xx, yy, xy]: State, [tauD, tauR, beta, delta, rate]: readonly number[]): State {
  const trace = xx + 2 * yy;
  const stretch = (2 / tauR!) * (1 - Math.sqrt(3 / trace));
  const release = beta! * (trace / 3) ** delta!;
  return [
    2 * rate! * xy - (xx - 1) / tauD! - stretch * (xx + release * (xx - 1)),
    -(yy - 1) / tauD! - stretch * (yy + release * (yy - 1)),
    rate! * yy - xy / tauD! - stretch * (xy + release * xy),
  ];
}
