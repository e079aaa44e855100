import { canonicalJson } from '../base/digest.ts';
import type { Policy } from '../compare/policy.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import { version } from '../version.ts';
import type { Evidence } from './read-evidence.ts';
import type { ImplementationReport } from './report.ts';
import { machine } from './surroundings.ts';

const packagesShown = 8;

/** What is not as it was when the evidence was written, each in words; empty when all is as it was. */
export function changesSince(
  evidence: Evidence,
  suite: Pick<LoadedSuite, 'digest'>,
  now: readonly ImplementationReport[],
  policy: Policy,
): string[] {
  const changes: string[] = [];
  for (const before of evidence.implementations) {
    const after = now.find(({ name, side }) => (before.side === 'legacy' ? side === 'legacy' : name === before.name));
    if (after !== undefined) changes.push(...implementationChanges(before, after));
  }
  changes.push(...policyChanges(evidence.policy, policy));
  const digests = changes.length === 0 && evidence.suiteDigest !== '' && evidence.suiteDigest !== suite.digest;
  if (digests) changes.push('another file of the suite, its golden vectors or its waivers');
  if (evidence.vernier !== version) changes.push(`Vernier was ${evidence.vernier}, is ${version}`);
  const here = machine();
  for (const part of ['os', 'arch', 'cpu'] as const) {
    const then = evidence.machine?.[part];
    if (then !== undefined && then !== here[part]) changes.push(`${part} was ${then}, is ${here[part]}`);
  }
  return changes;
}

function policyChanges(before: Policy, after: Policy): string[] {
  const rules = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(after));
  const text = (rule: unknown) => (rule === undefined ? 'not set' : canonicalJson(rule));
  return [...new Set([...rules.keys(), ...now.keys()])]
    .filter((name) => text(rules.get(name)) !== text(now.get(name)))
    .map((name) => `policy: ${name} was ${text(rules.get(name))}, is ${text(now.get(name))}`);
}

function implementationChanges(before: ImplementationReport, after: ImplementationReport): string[] {
  const changes: string[] = [];
  const who = before.side === 'legacy' ? 'legacy' : `modern "${before.name}"`;
  const changed = (what: string, then: string, now: string) => {
    if (then !== now && then !== '' && now !== '') changes.push(`${who}: ${what} was ${then}, is ${now}`);
  };
  changed('its address', before.address, after.address);
  if (before.digest !== after.digest)
    changes.push(`${who}: its code (digest was ${before.digest.slice(0, 12)}, is ${after.digest.slice(0, 12)})`);
  changed(before.language === '' ? 'its language' : before.language, before.languageVersion, after.languageVersion);
  const packages = [...new Set([...Object.keys(before.packages), ...Object.keys(after.packages)])].sort();
  const versionIn = (side: ImplementationReport, name: string) =>
    Object.hasOwn(side.packages, name) ? side.packages[name]! : 'not there';
  const moved = packages.filter((name) => versionIn(before, name) !== versionIn(after, name));
  // Packages of a side that does not start are not known.
  if (after.failure !== null) return changes;
  for (const name of moved.slice(0, packagesShown)) changed(name, versionIn(before, name), versionIn(after, name));
  if (moved.length > packagesShown) changes.push(`${who}: ${moved.length - packagesShown} more packages`);
  return changes;
}
