import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addPythonTrace } from './python-trace.ts';
import type { Trace, TraceBook } from './trace.ts';
import { addV8Trace } from './v8-trace.ts';

/** The files are written by the side itself: what is too long or no JSON of ours makes the trace incomplete. */
const mostBytes = 256 * 2 ** 20;

/** Reads what the drivers of one start of a side left in a folder. Nothing there is an empty trace. */
export function readTrace(folder: string): Trace {
  const book: TraceBook = { ran: new Map(), passedOver: new Map(), loaded: new Set() };
  let complete = true;
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name);
    if (!statSync(file).isFile() || statSync(file).size > mostBytes) complete = false;
    else complete = attempt(() => add(book, name, readFileSync(file, 'utf8'))) && complete;
  }
  return { ...book, complete };
}

function add(book: TraceBook, name: string, text: string): boolean {
  if (name.startsWith('python-')) return addPythonTrace(book, text);
  if (name.startsWith('coverage-')) return addV8Trace(book, text, 'calls');
  if (name.startsWith('loaded-')) return addV8Trace(book, text, 'load');
  return true;
}

function attempt(work: () => boolean): boolean {
  try {
    return work();
  } catch {
    return false;
  }
}
