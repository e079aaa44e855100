/**
 * Assembles the kernels: WebAssembly text from `scripts/kernel/`, bytes in `src/compare/kernel/bytes.ts` (comparison) and
 * `src/value/checksum/bytes.ts` (checksum).
 *
 *     node scripts/build-kernel.ts
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';
import { exact } from './kernel/exact.ts';
import { scans, shared } from './kernel/filter.ts';
import { foldText } from './kernel/fold.ts';
import { formats } from './kernel/parts.ts';
import { widenings } from './kernel/widen.ts';

const folder = (path: string) => fileURLToPath(new URL(`../src/${path}/bytes.ts`, import.meta.url));

/** The comparison kernel as WebAssembly text. */
export const kernelText = `(module
(import "kernel" "memory" (memory 1))
${[shared, ...formats.map(exact), ...scans, ...widenings].join('\n')}
)`;

/** The bytes of a kernel. Fixed-width SIMD is all it may use beyond the first WebAssembly: relaxed SIMD rounds as it likes. */
export async function assembleKernel(text: string = kernelText): Promise<Uint8Array> {
  const wabt = await loadWabt();
  const features = { simd: true, sat_float_to_int: true, relaxed_simd: false };
  const module = wabt.parseWat('kernel.wat', text, features);
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** The TypeScript that carries bytes into the package. */
export function kernelSource(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,116}/g)!;
  return `/** Made by \`node scripts/build-kernel.ts\`: the WebAssembly of the kernel, in base64. */
export const kernelBytes = \`
${lines.join('\n')}
\`;
`;
}

if (import.meta.main) {
  writeFileSync(folder('compare/kernel'), kernelSource(await assembleKernel()));
  writeFileSync(folder('value/checksum'), kernelSource(await assembleKernel(foldText)));
}
