import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import { plainJson } from '../value/plain-json.ts';
import type { Config, Project } from './config.ts';
import { importDefault } from './import-default.ts';
import { waiverDefaults } from './waiver.ts';

const configNames = ['ts', 'mts', 'js', 'mjs', 'json'].map((ending) => `vernier.config.${ending}`);
const maxConfigBytes = 1024 * 1024;

/**
 * The project that a folder lies in: the nearest configuration file upward, checked, with its defaults filled in.
 *
 * @throws SetupError naming file and place: two configurations side by side, one that does not load or does not fit its
 * schema, a folder outside of the project.
 */
export async function loadProject(from: string): Promise<Project> {
  const configFile = findConfig(from);
  if (configFile === null) return resolveProject({}, nearestWith(from, ['package.json']) ?? from, null);
  const root = dirname(configFile);
  return resolveProject(await loadConfig(configFile, root), root, configFile);
}

/** A project without a configuration. */
export function bareProject(root: string): Project {
  return resolveProject({}, root, null);
}

function findConfig(from: string): string | null {
  const folder = nearestWith(from, configNames);
  if (folder === null) return null;
  const found = configNames.filter((name) => existsSync(join(folder, name)));
  if (found.length > 1) {
    throw new SetupError(
      `${shownPath(folder)} holds ${found.join(' and ')}; keep one configuration and delete the rest`,
    );
  }
  return join(folder, found[0]!);
}

/** The nearest folder upward, the given one first, that holds one of the names; null when none does. */
function nearestWith(from: string, names: readonly string[]): string | null {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (names.some((name) => existsSync(join(folder, name)))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

async function loadConfig(file: string, root: string): Promise<Config> {
  const example = 'export default defineConfig({ … })';
  const config = file.endsWith('.json')
    ? plainJson(readJsonFile(file, { what: 'configuration', maxBytes: maxConfigBytes }))
    : await importDefault(file, { root, what: 'configuration', example });
  checkArtefact('config-1', config, shownPath(file));
  return config as Config;
}

function resolveProject(config: Config, root: string, configFile: string | null): Project {
  const folder = (key: 'suites' | 'golden' | 'reports') => {
    const path = resolve(root, config[key] ?? key);
    const inside = relative(root, path);
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw new SetupError(
        `${shownPath(configFile ?? root)} at /${key}: "${config[key]}" is no folder inside the project; write a path below ${shownPath(root)}`,
      );
    }
    return path;
  };
  const python = Object.entries(config.python ?? {}).map(([name, path]) => [
    name,
    path.includes('/') || path.includes(sep) ? resolve(root, path) : path,
  ]);
  return {
    root: resolve(root),
    configFile,
    suites: folder('suites'),
    golden: folder('golden'),
    reports: folder('reports'),
    python: Object.fromEntries(python),
    seed: config.seed ?? null,
    cases: config.cases ?? null,
    jobs: config.jobs ?? null,
    pruneFoundAfter: config.pruneFoundAfter ?? 20,
    waivers: { ...waiverDefaults, ...config.waivers },
    gates: config.gates ?? {},
    ...(config.panel === undefined ? {} : { panel: config.panel }),
    ...(config.baseline === undefined ? {} : { baseline: config.baseline }),
    ...(config.history === undefined ? {} : { history: config.history }),
  };
}
