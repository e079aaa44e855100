/** Innermost places shown; more of a failed import tell nothing new. */
const most = 3;

/** Frames that are ours or the language's own, not those of whoever wrote the implementation. */
const foreign = /[\\/]drivers[\\/](?:python|node|go|c|rust|ruby|sh)[\\/]|^node:|^<frozen|^<string>/;

/**
 * Where in the implementation's own code a trace of Python or Node says that it happened, innermost first:
 * `legacy.py:3, helpers.py:7`. Empty when no frame is the implementation's.
 */
export function tracePlaces(trace: string): string {
  const python = [...trace.matchAll(/File "([^"\n]+)", line (\d+)/g)].reverse();
  const node = [...trace.matchAll(/^\s+at (?:.*\()?(?:file:\/\/)?([^()\n]+?):(\d+):\d+\)?$/gm)];
  const places = [...python, ...node].filter(([, file]) => !foreign.test(file!));
  return places
    .slice(0, most)
    .map(([, file, line]) => `${file}:${line}`)
    .join(', ');
}
