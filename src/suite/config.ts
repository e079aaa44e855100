import type { WaiverRules } from './waiver.ts';

/** `vernier.config.json`, or the default export of `vernier.config.ts`. Every field may be left out. */
export interface Config {
  /** Folder of the suites, relative to the project's root (default `suites`). */
  readonly suites?: string;
  /** Folder of the golden vectors (default `golden`). */
  readonly golden?: string;
  /** Folder of the reports (default `reports`). */
  readonly reports?: string;
  /**
   * Name of an implementation, or `<suite>/<implementation>`, to the Python interpreter it runs on instead of an
   * environment made for it: a path (relative to the project's root) or a command. `make:` before it makes the
   * environment of its lock with that Python.
   */
  readonly python?: Readonly<Record<string, string>>;
  /** Seed of a run that is given none; 32 bits without sign. */
  readonly seed?: number;
  /** Generated cases per subject of a run that is given no number; absent: as the suite says. */
  readonly cases?: number;
  /** Worker processes per implementation. */
  readonly jobs?: number;
  /** Runs in a row after which a kept failing case that was green in all of them is dropped (default 20); 0: never. */
  readonly pruneFoundAfter?: number;
  /** When waivers are told to be expiring (default 30 days ahead), and how many may end on one day (default 10). */
  readonly waivers?: Partial<WaiverRules>;
  /** Gates of your own, or changes to `ci`, `precutover` and `nightly`: see docs/gates.md. */
  readonly gates?: Readonly<Record<string, object>>;
  /**
   * Generated cases that every run drives besides its own seed's, so that runs can be laid side by side: the first
   * `cases` of `seed` (default 100 of seed 42, which are a run's own first ones where it is given no other seed).
   */
  readonly panel?: Partial<PanelRules>;
  /** What runs are held against: a name given by `vernier history baseline set`, or the last runs of a branch (default: 20 of the run's own). */
  readonly baseline?: BaselineRules;
  /** Which history files `vernier history prune` keeps (default: all). */
  readonly history?: HistoryRules;
}

/** The panel of fixed cases. */
export interface PanelRules {
  readonly seed: number;
  /** 0: none. */
  readonly cases: number;
}

/** What runs are held against. */
export interface BaselineRules {
  readonly name?: string;
  readonly branch?: string;
  /** Most runs, up to 59. */
  readonly window?: number;
}

/** How long history files are kept. */
export interface HistoryRules {
  /** The newest so many runs of each branch. */
  readonly keep?: number;
  readonly olderThanDays?: number;
}

/** Gives a configuration its types. It is checked when it is loaded, not here. */
export function defineConfig(config: Config): Config {
  return config;
}

/** Where everything of a project lies, and what its configuration says. All paths are absolute. */
export interface Project {
  /** Folder of the configuration file; without one, of the nearest package.json, else the working folder. */
  readonly root: string;
  readonly configFile: string | null;
  readonly suites: string;
  readonly golden: string;
  readonly reports: string;
  /** As in `Config`; what has a `/` in it is absolute. */
  readonly python: Readonly<Record<string, string>>;
  readonly seed: number | null;
  readonly cases: number | null;
  readonly jobs: number | null;
  readonly pruneFoundAfter: number;
  readonly waivers: WaiverRules;
  /** As in `Config`, checked against the schema of the configuration. */
  readonly gates: Readonly<Record<string, object>>;
  /** Absent: as `vernier run` has it. */
  readonly panel?: Partial<PanelRules>;
  readonly baseline?: BaselineRules;
  readonly history?: HistoryRules;
}
