/** A parameter of a model and where its true values lie. */
export interface ParameterRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** A model, and what is known of where it makes sense. */
export interface FitModel {
  readonly model: string;
  readonly parameters: readonly ParameterRange[];
  /** Where x lies; grids on a logarithmic scale need it above 0. */
  readonly x: { readonly low: number; readonly high: number };
}

const range = (name: string, low: number, high: number): ParameterRange => ({ name, low, high });
const made = (model: string, low: number, high: number, ...parameters: ParameterRange[]): FitModel => {
  return { model, parameters, x: { low, high } };
};

/** Models as theories of rheology and kinetics have them. Ranges above zero are drawn on a logarithmic scale. */
export const fitModels: readonly FitModel[] = [
  made('A0+A1*x', 0.01, 10, range('A0', -5, 5), range('A1', -3, 3)),
  made('A0+A1*x+A2*x**2', 0.01, 4, range('A0', -5, 5), range('A1', -3, 3), range('A2', -2, 2)),
  made('b1*x**b2', 0.1, 100, range('b1', 0.5, 20), range('b2', -1.5, 1.5)),
  made('b1*exp(-b2*x)', 0.01, 5, range('b1', 0.5, 50), range('b2', 0.2, 2)),
  made('b1*exp(-b2*x)+b3', 0.01, 5, range('b1', 0.5, 50), range('b2', 0.4, 3), range('b3', 0.1, 5)),
  made('b1*(1-exp(-b2*x))', 0.01, 5, range('b1', 0.5, 50), range('b2', 0.2, 2)),
  made('b1*x/(b2+x)', 0.05, 20, range('b1', 0.5, 50), range('b2', 0.3, 5)),
  made('b1/(1+exp(-b2*(x-b3)))', 0.1, 10, range('b1', 0.5, 50), range('b2', 0.5, 3), range('b3', 2, 7)),
  made('b1*exp(-(x-b2)**2/(2*b3**2))', 0.1, 10, range('b1', 0.5, 50), range('b2', 3, 7), range('b3', 0.7, 3)),
  made('G*(x*tau)**2/(1+(x*tau)**2)', 0.01, 100, range('G', 10, 1e5), range('tau', 0.1, 10)),
  made(
    'eta0*(1+(lam*x)**2)**((n-1)/2)',
    0.01,
    100,
    range('eta0', 10, 1e4),
    range('lam', 0.1, 10),
    range('n', 0.2, 0.9),
  ),
  // Badly scaled: fifteen orders of magnitude between the two.
  made('b1*(1-exp(-b2*x))*1e-9', 1e5, 1e7, range('b1', 1e9, 1e11), range('b2', 1e-7, 2e-6)),
];
