import type { TraceBook } from './trace.ts';

/** Adds the lines that `Tracer` of the Python driver wrote. @returns whether they are all there */
export function addPythonTrace(book: TraceBook, text: string): boolean {
  let complete = true;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [kind, ...row] = JSON.parse(line) as [string, ...unknown[]];
    if (kind === 'load') book.loaded.add(String(row[0]));
    else if (kind === 'full') complete = false;
    else addPlace(book, kind, row);
  }
  return complete;
}

function addPlace({ ran }: TraceBook, kind: string, [file, name, first, line]: readonly unknown[]): void {
  const within = JSON.stringify([file, name, first]);
  const place = { file: String(file), name: String(name), within };
  if (kind === 'function') ran.set(within, { kind, ...place, line: Number(first) });
  else if (kind === 'line') ran.set(JSON.stringify([file, name, first, line]), { kind, ...place, line: Number(line) });
  else if (kind === 'native') ran.set(within, { kind, ...place, line: 0 });
}
