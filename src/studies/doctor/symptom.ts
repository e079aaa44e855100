/** One thing that was looked at. */
export interface Symptom {
  /** `node`, `python`, `suite expression`. */
  readonly name: string;
  /** `bad` stops Vernier; `note` is missing and may be wanted. */
  readonly state: 'good' | 'note' | 'bad';
  readonly observed: string;
  /** What to do; null where nothing is to be done. */
  readonly remedy: string | null;
}

export const good = (name: string, observed: string): Symptom => ({ name, state: 'good', observed, remedy: null });
export const note = (name: string, observed: string, remedy: string): Symptom => ({
  ...{ name, state: 'note', observed, remedy },
});
export const bad = (name: string, observed: string, remedy: string): Symptom => ({
  ...{ name, state: 'bad', observed, remedy },
});
