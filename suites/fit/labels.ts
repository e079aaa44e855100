import { type CallArguments, type NdArrayValue, nodes, parseExpression, typedElements, type Value } from 'vernier';

/** What waivers may name of a fit: its bounds, how few points it has, parameters that nothing determines. */
export function fitLabels({ kwargs }: CallArguments): readonly string[] {
  const { model, parameters, lower, upper } = kwargs;
  const [p, n] = [(parameters as Value[]).length, numbers(kwargs.y).length];
  const tree = parseExpression(String(model))?.tree;
  const used = new Set(
    tree === undefined ? [] : nodes(tree).flatMap((one) => (one.kind === 'variable' ? [one.name] : [])),
  );
  const isUnused = tree !== undefined && (parameters as Value[]).some((name) => !used.has(String(name)));
  return [
    `model:${model}`,
    lower === null && upper === null ? 'unbounded' : 'bounded',
    ...(n <= p ? ['points:no-more-than-parameters'] : n <= p + 2 ? ['points:few'] : []),
    ...(isUnused ? ['parameter:unused'] : []),
  ];
}

/** The formula. */
export function modelLabels({ args: [name] }: CallArguments): readonly string[] {
  return [`formula:${name}`];
}

/** How large the largest step of the data is beside the fastest time of the system, and which system it is. */
export function integrateLabels({ args: [system, t, parameters] }: CallArguments): readonly string[] {
  const times = numbers(t);
  const p = numbers(parameters);
  const steps = times.slice(1).map((one, i) => one - times[i]!);
  const isRoliePoly = system === 'rolie-poly-shear';
  const fastest = Math.min(p[1]!, isRoliePoly ? p[2]! : Number.POSITIVE_INFINITY, 1 / p.at(-1)!);
  const ratio = Math.max(0, ...steps) / fastest;
  return [`system:${system}`, ratio <= 0.1 ? 'grid:fine' : ratio <= 0.5 ? 'grid:medium' : 'grid:coarse'];
}

/** A cubic that is not the one of the other side needs a curve that bends. */
export function interpolateLabels({ args: [x] }: CallArguments): readonly string[] {
  return [numbers(x).length < 8 ? 'points:few' : 'points:many'];
}

/** Samples at the ends have no whole window about them. */
export function smoothLabels({ args: [, window] }: CallArguments): readonly string[] {
  return [window === 1n ? 'window:one' : 'window:wide'];
}

function numbers(value: Value | undefined): readonly number[] {
  const elements = typedElements(value as NdArrayValue);
  return elements === null ? [] : Array.from(elements as Float64Array);
}
