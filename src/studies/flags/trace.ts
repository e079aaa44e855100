/** A place in the code of a side. */
export interface CodePlace {
  /** `function`: it was called; `line`, `block`: it was reached inside of one; `native`: a compiled function was called. */
  readonly kind: 'function' | 'line' | 'block' | 'native';
  /** A path, or the module of a compiled function. */
  readonly file: string;
  readonly name: string;
  /** Counted from 1; 0 for a compiled function. */
  readonly line: number;
  /** The key of the function that it lies in, its own for a function. */
  readonly within: string;
}

/** Which code the calls of one start of a side ran. */
export interface Trace {
  /** By a key that is the same in every process. */
  readonly ran: ReadonlyMap<string, CodePlace>;
  /** Blocks inside functions that were called which no call reached: what V8 tells instead of what was reached. */
  readonly passedOver: ReadonlyMap<string, CodePlace>;
  /** Modules and files that were there before the first call. */
  readonly loaded: ReadonlySet<string>;
  /** False where there was more than is kept, or part of it could not be read. */
  readonly complete: boolean;
}

/** A trace that is being read. */
export interface TraceBook {
  readonly ran: Map<string, CodePlace>;
  readonly passedOver: Map<string, CodePlace>;
  readonly loaded: Set<string>;
}

/** What the traces with a flag on and with it off do not have in common. */
export interface TraceDifference {
  readonly onlyOn: readonly CodePlace[];
  readonly onlyOff: readonly CodePlace[];
  readonly loadedOn: readonly string[];
  readonly loadedOff: readonly string[];
}

type Keyed = ReadonlyMap<string, CodePlace>;

/** Counts only what every trace of the one value has and no trace of the other: what varies by itself is no switch. */
export function compareTraces(on: readonly Trace[], off: readonly Trace[]): TraceDifference {
  const ran = ({ ran }: Trace) => ran;
  const passed = ({ passedOver }: Trace) => passedOver;
  // A block that is passed over with the one value alone is one that the other value reaches.
  const reached = (side: readonly Trace[], other: readonly Trace[]) => {
    const functions = side.map(ran);
    const blocks = only(other.map(passed), side.map(passed)).filter(({ within }) =>
      functions.every((keys) => keys.has(within)),
    );
    return outermost([...only(functions, other.map(ran)), ...blocks]);
  };
  return {
    onlyOn: reached(on, off),
    onlyOff: reached(off, on),
    loadedOn: onlyLoaded(on, off),
    loadedOff: onlyLoaded(off, on),
  };
}

function only(side: readonly Keyed[], other: readonly Keyed[]): CodePlace[] {
  const [first, ...others] = side;
  return [...(first ?? [])]
    .filter(([key]) => others.every((keys) => keys.has(key)) && !other.some((keys) => keys.has(key)))
    .map(([, place]) => place);
}

/** Lines of a function that is told itself are left out. */
function outermost(places: readonly CodePlace[]): CodePlace[] {
  const isWhole = ({ kind }: CodePlace) => kind === 'function' || kind === 'native';
  const whole = new Set(places.filter(isWhole).map(({ within }) => within));
  return places.filter((place) => isWhole(place) || !whole.has(place.within)).sort(ownFirst);
}

/** By file and line, libraries last: what they run follows from what their caller does. */
function ownFirst(a: CodePlace, b: CodePlace): number {
  const isLibrary = ({ kind, file }: CodePlace) =>
    Number(kind === 'native' || /^<|-packages\/|\/node_modules\/|\/lib\/python\d/.test(file));
  const byFile = a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
  return isLibrary(a) - isLibrary(b) || byFile || a.line - b.line;
}

function onlyLoaded(side: readonly Trace[], other: readonly Trace[]): string[] {
  const [first, ...others] = side.map(({ loaded }) => loaded);
  return [...(first ?? [])]
    .filter((name) => others.every((names) => names.has(name)) && !other.some(({ loaded }) => loaded.has(name)))
    .sort();
}
