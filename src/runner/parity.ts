import type { ImplementationReport, Parity } from './report.ts';

/** The code of a side: its digest, and the function that its address names. */
export interface SideIdentity {
  readonly code: string;
  readonly function: string | null;
  readonly environment: string | null;
}

/** Null where the two are not the same source. Sides that are the same in everything are refused elsewhere. */
export function parityOf(legacy: SideIdentity, modern: SideIdentity): Parity | null {
  if (legacy.code !== modern.code || legacy.function !== modern.function) return null;
  return legacy.environment === modern.environment ? 'switch' : 'upgrade';
}

/** What an upgrade moves: `numpy 2.2.6 -> 2.4.6`, in the order of names; empty where only the Python did. */
export function movedPackages(legacy: ImplementationReport, modern: ImplementationReport): string[] {
  const names = [...new Set([...Object.keys(legacy.packages), ...Object.keys(modern.packages)])].sort();
  const version = (side: ImplementationReport, name: string) =>
    Object.hasOwn(side.packages, name) ? side.packages[name]! : 'none';
  const python =
    legacy.languageVersion === modern.languageVersion
      ? []
      : [[modern.language, legacy.languageVersion, modern.languageVersion]];
  return [...python, ...names.map((name) => [name, version(legacy, name), version(modern, name)])]
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${before} -> ${after}`);
}
