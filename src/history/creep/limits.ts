/** From when on a movement is told. */
export interface CreepLimits {
  /**
   * The share of wrong ones among all that are told, and the chance of any where nothing moves (Benjamini and Hochberg
   * 1995). A thousandth: a history is looked at after every run, and one false alarm a month ends its being read.
   */
  readonly falseRate: number;
  /** Runs before this one below which nothing is said of noise: no spread can be told from fewer. */
  readonly minRuns: number;
  /** An error must have grown by this factor over the window to be a trend: less is no matter, however sure. */
  readonly trendFactor: number;
  /** … and by this one to be a step. */
  readonly stepFactor: number;
  /** The factor of a step from a baseline that was named and has fewer than `minRuns` runs, so that its noise is not known. */
  readonly stepFactorUnknown: number;
  /** A step that ends below this share of the tolerance is no matter. */
  readonly stepShare: number;
  /** The share of tolerance past which an error is told, if it was below in all of the baseline. */
  readonly share: number;
  /** How far (above - below) / (above + below) must have moved, and lie from 0, to be a bias. */
  readonly lean: number;
  /** Numbers that must lie to a side for a lean to be told. */
  readonly leanNumbers: number;
}

export const creepLimits: CreepLimits = {
  falseRate: 0.001,
  minRuns: 5,
  trendFactor: 1.1,
  stepFactor: 1.5,
  stepFactorUnknown: 10,
  stepShare: 0.001,
  share: 0.8,
  lean: 0.3,
  leanNumbers: 8,
};
