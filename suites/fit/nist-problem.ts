/** A problem of NIST's nonlinear regression datasets as its file states it; numbers are the texts in the file. */
export interface NistProblem {
  readonly name: string;
  /** NIST's own word: `Lower`, `Average` or `Higher`. */
  readonly difficulty: string;
  /** In the grammar of the expression suite. */
  readonly model: string;
  readonly parameters: readonly string[];
  readonly starts: readonly [readonly string[], readonly string[]];
  readonly certified: readonly string[];
  readonly deviations: readonly string[];
  readonly rss: string;
  readonly residualDeviation: string;
  /** Whether the response is the logarithm of the first column. */
  readonly logResponse: boolean;
  /** Columns by name, the response `y` first. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

const number = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?';

/**
 * Reads a .dat file of NIST's nonlinear regression datasets.
 *
 * @throws Error that names the part that is missing or does not fit the counts in the file
 */
export function readNistProblem(text: string): NistProblem {
  const lines = text.split(/\r?\n/);
  const name = found(text, /^Dataset Name:\s*(\S+)/m, 'a name');
  const rows = [...text.matchAll(new RegExp(`^\\s*(b\\d+)\\s*=((?:\\s+${number}){4})\\s*$`, 'gm'))];
  const parameters = rows.map((row) => row[1]!);
  const figures = rows.map((row) => row[2]!.trim().split(/\s+/));
  const column = (at: number): string[] => figures.map((row) => row[at]!);
  const { logResponse, model } = readModel(lines, name);
  const wanted = Number(found(text, /^\s*(\d+) Parameters?\b/m, 'a count of parameters'));
  if (parameters.length !== wanted) throw new Error(`${name}: ${parameters.length} parameters read, ${wanted} wanted`);
  return {
    name,
    difficulty: found(text, /(Lower|Average|Higher) Level of Difficulty/, 'a level of difficulty'),
    model,
    parameters,
    starts: [column(0), column(1)],
    certified: column(2),
    deviations: column(3),
    rss: found(text, new RegExp(`Residual Sum of Squares:\\s+(${number})`), 'a sum of squares'),
    residualDeviation: found(text, new RegExp(`Residual Standard Deviation:\\s+(${number})`), 'a standard deviation'),
    logResponse,
    columns: readColumns(
      lines,
      Number(found(text, /Number of Observations:\s+(\d+)/, 'a count of observations')),
      name,
    ),
  };
}

/** `y = b1*(1-exp[-b2*x])  +  e`, over one line or more, without its error term and in round brackets. */
function readModel(lines: readonly string[], name: string): { logResponse: boolean; model: string } {
  const first = lines.findIndex((line) => /^\s*(y|log\[y\])\s*=/.test(line));
  const afterwards = lines.slice(first).findIndex((line) => line.trim() === '' || /Starting/i.test(line));
  const whole = lines.slice(first, first + afterwards).join(' ');
  const [, response, body] = /^\s*(y|log\[y\])\s*=(.*)\+\s*e\s*$/.exec(whole) ?? [];
  if (first < 0 || body === undefined) throw new Error(`${name}: no model was found`);
  return {
    logResponse: response !== 'y',
    model: body.replaceAll('[', '(').replaceAll(']', ')').replaceAll(/\s+/g, ''),
  };
}

function readColumns(lines: readonly string[], wanted: number, name: string): Map<string, string[]> {
  const heading = lines.findLastIndex((line) => /^Data:\s+y\b/.test(line));
  const names = lines[heading]?.replace('Data:', '').trim().split(/\s+/) ?? [];
  const rows = lines
    .slice(heading + 1)
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length === names.length && row[0] !== '');
  if (rows.length !== wanted) throw new Error(`${name}: ${rows.length} observations read, ${wanted} wanted`);
  return new Map(names.map((column, at) => [column, rows.map((row) => row[at]!)]));
}

function found(text: string, pattern: RegExp, what: string): string {
  const match = pattern.exec(text)?.[1];
  if (match === undefined) throw new Error(`No ${what} was found`);
  return match;
}
