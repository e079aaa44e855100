import { readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { type Address, parseAddress } from '../implementations/address.ts';
import type { ImplementationDefinition } from '../suite/suite.ts';
import { argumentsValue } from '../value/arguments.ts';
import { encodeText } from '../value/encode.ts';
import type { CallArguments } from '../value/outcome.ts';
import { base64Text } from '../value/string-text.ts';
import type { NdArrayValue } from '../value/value.ts';
import type { ImplementationReport } from './report.ts';

/** One side of a finding and what it is called with. */
export interface ReproductionRequest {
  readonly definition: ImplementationDefinition;
  readonly report: ImplementationReport | null;
  readonly subject: string;
  readonly input: CallArguments;
  readonly seed: number;
  /** Absolute: the suite's folder, from which paths of its addresses start, and the project's root. */
  readonly folder: string;
  readonly root: string;
  /** Absolute path of the script without its ending. */
  readonly path: string;
}

/** A script that calls one side without Vernier, or why there is none. */
export type Reproduction = { readonly file: string; readonly text: string } | { readonly why: string };

/** A larger script opens in no editor. */
const mostCharacters = 32 * 1024 * 1024;

/**
 * The script that calls one side with the exact values of a case, in its own language. All that comes from outside lies
 * in one base64 text: whatever the values hold, none of it is source.
 */
export function reproductionOf(request: ReproductionRequest): Reproduction {
  const address = parseAddress(request.definition.address, request.folder);
  switch (address.scheme) {
    case 'python':
      return script(request, address, { template: 'python/reproduce.py', ending: 'py' });
    case 'module':
      if (request.definition.values === 'tagged')
        return { why: 'it takes values of the model, which Vernier makes for it; use vernier replay' };
      return script(request, address, { template: 'node/reproduce.mjs', ending: 'mjs' });
    case 'golden':
      return { why: 'its answers are golden vectors; there is nothing to call' };
    default:
      return {
        why: `a ${address.scheme}: implementation is a program of its own, which only its protocol can call; use vernier replay`,
      };
  }
}

function script(
  { definition, report, subject, input, seed, root, path }: ReproductionRequest,
  address: Extract<Address, { readonly scheme: 'python' | 'module' }>,
  { template, ending }: { readonly template: string; readonly ending: string },
): Reproduction {
  const from = (target: string) => relative(dirname(path), target).split(sep).join('/') || '.';
  const isFile = address.scheme === 'module' || address.isFile;
  const head = {
    target: isFile ? from(address.target) : address.target,
    isFile,
    root: from(root),
    function: address.function ?? subject,
    seed,
    bigIntegers: definition.integers === 'bigint',
    recorded: recordedWith(report),
  };
  const values = encodeText(argumentsValue(input), { refer: rawArray });
  const blob = Buffer.from(`${JSON.stringify(head).slice(0, -1)},"input":${values}}`).toString('base64');
  if (blob.length > mostCharacters) return { why: 'its values are too long for a script; use vernier replay' };
  return { file: `${path}.${ending}`, text: templateText(template).replace('@BLOB@', blob) };
}

function recordedWith(report: ImplementationReport | null): Record<string, string> {
  if (report === null) return {};
  const { language, languageVersion, packages } = report;
  return { ...packages, ...(language === '' ? {} : { [language]: languageVersion }) };
}

/** Arrays as the bytes that they are: no element has to be read. Those of objects are written element by element. */
function rawArray({ dtype, shape, order, data, objects }: NdArrayValue): string | null {
  if (objects !== undefined) return null;
  return `{"$nd":${JSON.stringify({ dtype, shape, order, b64: base64Text(data) })}}`;
}

/** Beside the drivers, in the source as in the package. */
function templateText(path: string): string {
  return readFileSync(new URL(`../drivers/${path}`, import.meta.url), 'utf8');
}
