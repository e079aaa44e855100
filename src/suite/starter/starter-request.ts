/** What an argument may be, in words a person types. */
export const argumentKinds = ['number', 'integer', 'text', 'flag', 'numbers'] as const;
export type ArgumentKind = (typeof argumentKinds)[number];

/** The two sides to begin with; addresses as the suite file has them. */
export interface StarterSides {
  readonly legacy: string;
  readonly modern: string;
  readonly subject: string;
  readonly takes: readonly ArgumentKind[];
}

/** What a starter is made for. */
export interface StarterRequest {
  /** Name of the suite. */
  readonly suite: string;
  /** Null: a working example. */
  readonly sides: StarterSides | null;
  /** Ending of the code that is written: `.mts` where a plain `.ts` would not be a module. */
  readonly ending: 'ts' | 'mts' | 'js' | 'mjs';
  /** Language of the example's legacy. */
  readonly exampleLegacy: 'python' | 'javascript';
  /** Folder of the suites, relative to the project. */
  readonly suites: string;
  /** Whether these are there already, so that none is to be made. */
  readonly has: { readonly packageFile: boolean; readonly config: boolean };
}
