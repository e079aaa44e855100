import type { RunHead } from '../row.ts';

const most = 12;

/** What is another platform or version in the second of two runs, in words: what may explain that figures moved. */
export function changesBetween(before: RunHead | undefined, after: RunHead): string[] {
  if (before === undefined) return [];
  const changes = (['platform', 'vernier', 'node'] as const)
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name]} -> ${after[name]}`);
  const [old, now] = [versionsOf(before.versions), versionsOf(after.versions)];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    // An implementation that only one of the runs has is another selection, no change.
    const isThere = (all: Map<string, string>) =>
      [...all.keys()].some((key) => key.split(' ')[0] === name.split(' ')[0]);
    if (old.get(name) === now.get(name) || !isThere(old) || !isThere(now)) continue;
    changes.push(`${name} ${old.get(name) ?? 'none'} -> ${now.get(name) ?? 'none'}`);
  }
  return changes.length <= most ? changes : [...changes.slice(0, most), `and ${changes.length - most} more`];
}

/** `suite/implementation package` to its version. Text out of a file: anything odd is no version. */
function versionsOf(text: string): Map<string, string> {
  const versions = new Map<string, string>();
  const parsed = parsedObject(text);
  for (const [implementation, packages] of Object.entries(parsed)) {
    if (typeof packages !== 'object' || packages === null) continue;
    for (const [name, version] of Object.entries(packages)) {
      if (typeof version === 'string') versions.set(`${implementation} ${name}`, version);
    }
  }
  return versions;
}

function parsedObject(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
