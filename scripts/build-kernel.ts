/**
 * Assembles the comparison kernel: WebAssembly text from `scripts/kernel/`, bytes in `src/compare/kernel/bytes.ts`.
 *
 *     node scripts/build-kernel.ts
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';
import { exact } from './kernel/exact.ts';
import { scans, shared } from './kernel/filter.ts';
import { formats } from './kernel/parts.ts';
import { widenings } from './kernel/widen.ts';

const target = fileURLToPath(new URL('../src/compare/kernel/bytes.ts', import.meta.url));

/** The kernel as WebAssembly text. */
export const kernelText = `(module
(import "kernel" "memory" (memory 1))
${[shared, ...formats.map(exact), ...scans, ...widenings].join('\n')}
)`;

/** The kernel's bytes. Fixed-width SIMD is all it may use beyond the first WebAssembly: relaxed SIMD rounds as it likes. */
export async function assembleKernel(): Promise<Uint8Array> {
  const wabt = await loadWabt();
  const features = { simd: true, sat_float_to_int: true, relaxed_simd: false };
  const module = wabt.parseWat('kernel.wat', kernelText, features);
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

if (import.meta.main) writeFileSync(target, kernelSource(await assembleKernel()));
