import { basename, join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { allColumns } from './columns.ts';
import { type DamagedFile, historyEnding, historyFiles, readHeads } from './history-folder.ts';

/** What a query gave: rows of cells as text, numbers, booleans or null. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** True when there were more rows than are given. */
  readonly cut: boolean;
  readonly damaged: readonly DamagedFile[];
}

export interface QueryLimits {
  readonly maxRows: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

export const queryLimits: QueryLimits = { maxRows: 10_000, timeoutMs: 60_000, memoryMb: 1024 };

/** The views that a query sees, and which rows they hold. */
export const historyViews: Readonly<Record<string, string>> = {
  history: '',
  runs: 'run',
  subjects: 'subject',
  places: 'place',
  vectors: 'vector',
  findings: 'finding',
  mechanisms: 'mechanism',
  creep: 'creep',
};

/**
 * Asks a history by SQL. DuckDB, an optional peer, reads the files where they lie: it may open these files and nothing
 * else, load no extension, and its settings are locked before the query is seen; only a single SELECT is run.
 *
 * @throws SetupError when DuckDB is not installed, or the query is wrong, not a SELECT, or takes too long
 */
export async function queryHistory(
  folder: string,
  sql: string,
  limits: QueryLimits = queryLimits,
): Promise<QueryResult> {
  const duckdb = await loadDuckDb();
  const { heads, damaged } = readHeads(folder);
  const sound = new Set(heads.map(({ run_id }) => run_id));
  const files = historyFiles(folder)
    .filter((name) => sound.has(basename(name, historyEnding)))
    .map((name) => join(folder, name));
  if (files.length === 0) {
    throw new SetupError(`There is no run in ${shownPath(folder)} yet: "vernier run" adds one each time`);
  }
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    ...{
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    },
    ...{ memory_limit: `${limits.memoryMb}MB`, threads: '2', temp_directory: '' },
  });
  const connection = await instance.connect();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    connection.interrupt();
  }, limits.timeoutMs);
  try {
    await connection.run(setUp(files));
    await onlySelect(connection, sql, duckdb.StatementType.SELECT);
    const reader = await connection.streamAndReadUntil(sql, limits.maxRows + 1);
    const rows = reader.getRowsJson();
    return {
      columns: reader.columnNames(),
      rows: rows.slice(0, limits.maxRows),
      cut: rows.length > limits.maxRows,
      damaged,
    };
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if (isLate) throw new SetupError(`The query took longer than ${limits.timeoutMs / 1000} s and was ended`);
    throw new SetupError(`DuckDB does not take the query: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
    connection.closeSync();
    instance.closeSync();
  }
}

async function loadDuckDb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    throw new SetupError(
      '"vernier query" needs DuckDB, which is not installed: npm install --save-dev @duckdb/node-api. The files are plain Parquet; any other tool reads them, too',
      { cause: error },
    );
  }
}

/** Views over the files, and then a lock on everything. */
function setUp(files: readonly string[]): string {
  const text = (one: string) => `'${one.replaceAll("'", "''")}'`;
  const list = `[${files.map(text).join(', ')}]`;
  const columns = allColumns.map(([name]) => `"${name}"`).join(', ');
  const views = Object.entries(historyViews).map(([name, kind]) => {
    const from = `read_parquet(${list}, union_by_name = true)`;
    return `CREATE VIEW ${name} AS SELECT ${columns} FROM ${from}${kind === '' ? '' : ` WHERE kind = ${text(kind)}`};`;
  });
  return [
    `SET allowed_paths = ${list};`,
    'SET enable_external_access = false;',
    ...views,
    'SET lock_configuration = true;',
  ].join('\n');
}

type Connection = Awaited<ReturnType<import('@duckdb/node-api').DuckDBInstance['connect']>>;

/** @throws SetupError for several statements, or one that is no SELECT */
async function onlySelect(connection: Connection, sql: string, select: number): Promise<void> {
  const statements = await connection.extractStatements(sql);
  const wanted = 'one SELECT was wanted: select * from runs';
  if (statements.count !== 1) throw new SetupError(`The query has ${statements.count} statements; ${wanted}`);
  const prepared = await statements.prepare(0);
  try {
    if (prepared.statementType !== select) throw new SetupError(`The query is no SELECT; ${wanted}`);
  } finally {
    prepared.destroySync();
  }
}
