import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TraceBook } from './trace.ts';

/** Coverage as V8 writes it (`Profiler.takePreciseCoverage`): offsets in UTF-16 units, inner ranges after outer ones. */
interface Coverage {
  readonly result: readonly { readonly url: string; readonly functions: readonly CoveredFunction[] }[];
}

interface CoveredFunction {
  readonly functionName: string;
  readonly ranges: readonly CoveredRange[];
}

interface CoveredRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** Vernier's own sources, or their compiled form: the driver is no code of a side. */
const ours = new URL('../../', import.meta.url).href;

/** Adds a file of coverage. What ran while modules were loaded only says that they were. @returns true */
export function addV8Trace(book: TraceBook, text: string, of: 'load' | 'calls'): boolean {
  for (const { url, functions } of (JSON.parse(text) as Coverage).result) {
    if (!url.startsWith('file:') || url.startsWith(ours)) continue;
    const file = fileURLToPath(url);
    if (of === 'load') book.loaded.add(file);
    else addScript(book, file, functions);
  }
  return true;
}

function addScript({ ran, passedOver }: TraceBook, file: string, functions: readonly CoveredFunction[]): void {
  const called = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
  if (called.length === 0) return;
  const lineOf = linesOf(file);
  for (const { functionName, ranges } of called) {
    const [whole, ...blocks] = ranges as [CoveredRange, ...CoveredRange[]];
    const name = functionName === '' ? '(unnamed)' : functionName;
    const within = `${file}@${whole.startOffset}`;
    ran.set(within, { kind: 'function', file, name, line: lineOf(whole.startOffset), within });
    for (const { startOffset, endOffset, count } of blocks) {
      if (count > 0) continue;
      const line = lineOf(startOffset);
      passedOver.set(`${within}:${startOffset}-${endOffset}`, { kind: 'block', file, name, line, within });
    }
  }
}

/** Lines by offset, counted from 1; all 0 where the file is no more. */
function linesOf(file: string): (offset: number) => number {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return () => 0;
  }
  return (offset) => text.slice(0, offset).split('\n').length;
}
