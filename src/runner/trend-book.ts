import { diagnose } from '../compare/mechanism/diagnose.ts';
import { renderPath } from '../compare/path.ts';
import type { Value } from '../value/value.ts';
import type { Panel } from './options.ts';
import { Places } from './places.ts';
import type { JudgedResult, Result } from './result.ts';
import type { Work } from './subject-job.ts';
import type { TrendFigures, TrendReport, TrendScope } from './trend.ts';
import { weightOf } from './weight.ts';

/** The cases of a subject that are the same in every run, and how many there are when none was left out. */
export interface TrendSets {
  readonly vectors: { readonly series: string; readonly cases: number } | null;
  readonly panel: { readonly series: string; readonly cases: number } | null;
}

/** A case whose values take more is not kept to be looked at. */
const mostBytes = 4 * 2 ** 20;

interface Nearest {
  readonly share: number;
  readonly reference: Value;
  readonly answer: Value;
  readonly inputs: readonly Value[];
  readonly path: string;
}

/** Figures of one subject against one modern over the cases that are the same in every run. */
export class TrendBook {
  readonly #panel: Panel | null;
  readonly #byGolden: boolean;
  readonly #pages = new Map<TrendScope, Page>();
  #vectors = 0;
  #ofPanel = 0;

  /** @param byGolden True when vectors are held against their golden outcomes */
  constructor(panel: Panel | null, byGolden: boolean) {
    this.#panel = panel;
    this.#byGolden = byGolden;
  }

  /** @param judged What the result was judged from; null for a result out of a journal. */
  add({ item }: Work, result: Result, judged: JudgedResult | null): void {
    const own = this.#scopeOf(item);
    if (own === null) return;
    if (own === 'vectors') this.#vectors += 1;
    else this.#ofPanel += 1;
    const isAccepted = result.status === 'waived' || result.status === 'excused';
    if (!result.compared || !(isAccepted || result.status === 'agreed' || result.status === 'drifted')) return;
    this.#page(isAccepted ? 'accepted' : own).add(item, result, judged, this.#byGolden);
  }

  /** Nothing of cases that were not all run: their figures would be of other cases than those of other runs. */
  report({ vectors, panel }: TrendSets): TrendReport[] {
    const whole = {
      vectors: vectors !== null && vectors.cases > 0 && vectors.cases === this.#vectors ? vectors.series : null,
      panel: panel !== null && panel.cases > 0 && panel.cases === this.#ofPanel ? panel.series : null,
    };
    const isWhole = (vectors === null || whole.vectors !== null) && (panel === null || whole.panel !== null);
    const accepted = isWhole ? [vectors?.series, panel?.series].filter((one) => one !== undefined).join('; ') : null;
    return [...this.#pages].flatMap(([scope, page]) => {
      const series = { ...whole, accepted }[scope];
      return series === null ? [] : [page.report(scope, series)];
    });
  }

  #scopeOf({ ref, vector }: Work['item']): 'vectors' | 'panel' | null {
    if (vector !== undefined) return 'vectors';
    const isOfPanel = ref.kind === 'generated' && ref.seed === this.#panel?.seed && ref.index < this.#panel.cases;
    return isOfPanel ? 'panel' : null;
  }

  #page(scope: TrendScope): Page {
    const page = this.#pages.get(scope) ?? new Page();
    this.#pages.set(scope, page);
    return page;
  }
}

class Page {
  readonly #places = new Places();
  #figures: TrendFigures = {
    ...{ numbers: 0, above: 0, below: 0, maxAbs: null, maxRel: null, maxUlp: null, maxShare: null },
  };
  #cases = 0;
  #withoutPlaces = 0;
  #nearest: Nearest | null = null;

  add(item: Work['item'], result: Result, judged: JudgedResult | null, byGolden: boolean): void {
    this.#cases += 1;
    this.#figures = addFigures(this.#figures, resultFigures(result));
    if (judged?.places == null) this.#withoutPlaces += 1;
    else this.#places.add(judged.places);
    if (judged === null || !((result.maxShare ?? 0) > (this.#nearest?.share ?? 0))) return;
    this.#nearest = nearestOf(item, judged, byGolden, result.maxShare!) ?? this.#nearest;
  }

  report(scope: TrendScope, series: string): TrendReport {
    const found = this.#nearest;
    const mechanism = found === null ? null : diagnose(found.reference, found.answer, { inputs: found.inputs });
    return {
      ...{ scope, series, cases: this.#cases, ...this.#figures },
      places:
        this.#withoutPlaces > 0
          ? []
          : this.#places.tallies.map((tally) => ({ ...tally.summary(), maxShare: tally.maxShare })),
      mechanism: mechanism === null ? null : { ...mechanism, path: found!.path },
    };
  }
}

/** What one result adds to the figures of all places together. */
export function resultFigures(result: Result): TrendFigures {
  const { numbers, above, below, maxAbs, maxRel, maxUlp, maxShare } = result;
  return { numbers, above, below, maxAbs, maxRel, maxUlp: maxUlp === null ? null : Number(maxUlp), maxShare };
}

function addFigures(a: TrendFigures, b: TrendFigures): TrendFigures {
  const larger = (x: number | null, y: number | null) => (x === null || y === null ? (x ?? y) : Math.max(x, y));
  return {
    numbers: a.numbers + b.numbers,
    above: a.above + b.above,
    below: a.below + b.below,
    maxAbs: larger(a.maxAbs, b.maxAbs),
    maxRel: larger(a.maxRel, b.maxRel),
    maxUlp: larger(a.maxUlp, b.maxUlp),
    maxShare: larger(a.maxShare, b.maxShare),
  };
}

/** The two values of a case; null where there are none, or they are too large to be kept. */
function nearestOf(item: Work['item'], judged: JudgedResult, byGolden: boolean, share: number): Nearest | null {
  const golden = byGolden ? item.vector?.outcome : undefined;
  const expected = golden === undefined ? judged.legacy : null;
  const reference =
    golden !== undefined ? ('returned' in golden ? golden.returned : undefined) : valueOfOutcome(expected);
  const answer = valueOfOutcome(judged.modern);
  if (reference === undefined || answer === undefined) return null;
  const inputs = [...item.input.args, ...Object.values(item.input.kwargs)];
  if (weightOf([reference, answer, ...inputs], mostBytes) > mostBytes) return null;
  const first = judged.comparison?.differences[0];
  const path = first === undefined ? '$' : renderPath(first.path);
  return { share, reference, answer, inputs, path };
}

function valueOfOutcome(outcome: JudgedResult['legacy']): Value | undefined {
  return outcome?.kind === 'returned' ? outcome.value : undefined;
}
