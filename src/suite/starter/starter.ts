import { version } from '../../version.ts';
import { exampleFiles } from './example-files.ts';
import type { StarterRequest } from './starter-request.ts';
import { suiteText } from './suite-text.ts';

/** The files of a starter, by their path in the project. Pure. */
export function starterFiles(request: StarterRequest): Map<string, string> {
  const { suite, ending, suites, has, sides } = request;
  const files = new Map<string, string>();
  if (!has.packageFile) files.set('package.json', packageText());
  if (!has.config) files.set(`vernier.config.${ending}`, configText);
  const folder = `${suites}/${suite}`;
  files.set(`${folder}/suite.${ending}`, suiteText(request));
  files.set(`${folder}/waivers.json`, waiversText);
  if (sides === null) for (const [name, text] of exampleFiles(request)) files.set(`${folder}/${name}`, text);
  return files;
}

/** What git should not see. */
export const ignoredPaths: readonly string[] = ['.vernier/', 'reports/', 'golden/*/pending/'];

function packageText(): string {
  const content = { private: true, type: 'module', devDependencies: { vernier: `^${version}` } };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const configText = `import { defineConfig } from 'vernier';

export default defineConfig({
  // The seed of generated cases: the same seed gives the same cases everywhere.
  seed: 42,
});
`;

const waiversText = `{
  "schema": "vernier/waivers/1",
  "waivers": []
}
`;
