import { zstdDecompressSync } from 'node:zlib';
import { type AsyncBuffer, type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet';
import { allColumns, type ColumnType } from '../columns.ts';
import { type HistoryRow, historyRow, type RowKind, type RunHead, type Scope } from '../row.ts';
import { checkPages, maxPageBytes } from './check-pages.ts';

/** Rows of one file that are read. */
const maxRows = 2_000_000;

/**
 * The rows of a history file, of this version or an older one, which had fewer columns. It may come from anywhere: its
 * head and the head of every page are held to limits before anything is unpacked, and only known columns are read.
 *
 * @param kinds Rows of other kinds are left out; absent: none are.
 * @throws Error whose message says what is wrong with the file
 */
export async function decodeHistory(file: Uint8Array, kinds?: ReadonlySet<RowKind>): Promise<HistoryRow[]> {
  const bytes = ownBytes(file);
  const metadata = readMetadata(bytes);
  const known = checkColumns(metadata);
  checkPages(bytes, metadata);
  const rows = await parquetReadObjects({
    file: fileOf(bytes),
    metadata,
    columns: known.map(([name]) => name),
    compressors: {
      ZSTD: (page, size) => zstdDecompressSync(page, { maxOutputLength: Math.min(Math.max(size, 1), maxPageBytes) }),
    },
  });
  const found: HistoryRow[] = [];
  for (const raw of rows) {
    const row = rowOf(raw, known);
    if (kinds === undefined || kinds.has(row.kind)) found.push(row);
  }
  const ids = new Set(found.map(({ run_id }) => run_id));
  if (ids.size > 1) throw new Error('it holds rows of more than one run');
  return found;
}

/** A small file that was read lies somewhere in a pool of memory; readers of Parquet take a buffer from its beginning. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && !Buffer.isBuffer(bytes)
    ? bytes
    : new Uint8Array(bytes);
}

function readMetadata(bytes: Uint8Array): FileMetaData {
  const isParquet = bytes.length >= 12 && Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PAR1';
  if (!isParquet) throw new Error('it is no Parquet file, or was cut off');
  const metadata = parquetMetadata(bytes, { geoparquet: false });
  if (metadata.num_rows > BigInt(maxRows)) {
    throw new Error(`it says that it holds ${metadata.num_rows} rows; at most ${maxRows} are read`);
  }
  const schema = metadata.key_value_metadata?.find(({ key }) => key === 'schema')?.value ?? '';
  if (!/^vernier\/history\/1$/.test(schema)) {
    throw new Error(`its schema is ${JSON.stringify(schema.slice(0, 60))}; "vernier/history/1" was wanted`);
  }
  return metadata;
}

const wanted: Readonly<Record<ColumnType, string>> = {
  text: 'BYTE_ARRAY',
  figure: 'DOUBLE',
  whole: 'INT64',
  time: 'INT64',
};

/** Which of our columns are there. */
function checkColumns({ schema, num_rows, row_groups }: FileMetaData): (readonly [keyof HistoryRow, ColumnType])[] {
  const known = allColumns.filter(([name]) => schema.some((element) => element.name === name));
  for (const [name, type] of known) {
    const elements = schema.filter((element) => element.name === name);
    if (elements.length !== 1 || elements[0]!.type !== wanted[type] || elements[0]!.num_children !== undefined) {
      throw new Error(`its column ${name} is not of type ${wanted[type]}`);
    }
  }
  const missing = (['run_id', 'kind', 'started_at'] as const).filter((name) => !known.some(([one]) => one === name));
  if (missing.length > 0) throw new Error(`it has no column ${missing.join(', ')}`);
  const rows = row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
  if (rows !== num_rows) throw new Error(`its groups hold ${rows} rows, its head says ${num_rows}`);
  return known;
}

function fileOf(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    slice: (start, end = bytes.length) => bytes.slice(start, end).buffer as ArrayBuffer,
  };
}

const kindNames: readonly RowKind[] = ['run', 'subject', 'place', 'vector', 'finding', 'mechanism', 'creep'];
const scopes: readonly Scope[] = ['vectors', 'panel', 'accepted', 'all'];

function rowOf(raw: Record<string, unknown>, known: readonly (readonly [keyof HistoryRow, ColumnType])[]): HistoryRow {
  const values = Object.fromEntries(known.map(([name, type]) => [name, storedValue(raw[name], type)]));
  const kind = kindNames.find((name) => name === values.kind);
  if (kind === undefined) throw new Error(`it has a row of kind ${JSON.stringify(values.kind).slice(0, 40)}`);
  const head = headOf(values);
  const scope = scopes.find((name) => name === values.scope) ?? 'all';
  return historyRow(head, { ...values, ...head, kind, scope } as Parameters<typeof historyRow>[1]);
}

/**
 * What a history file says of its run, out of its footer alone.
 *
 * @throws Error whose message says what is wrong with the file
 */
export function decodeHead(file: Uint8Array): RunHead {
  const text = readMetadata(ownBytes(file)).key_value_metadata?.find(({ key }) => key === 'run')?.value ?? '';
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) throw new Error('it does not say what run it is of');
  const head = headOf(parsed as Record<string, unknown>);
  return { ...head, dirty: 'dirty' in parsed && typeof parsed.dirty === 'boolean' ? parsed.dirty : null };
}

function headOf(values: Readonly<Record<string, unknown>>): RunHead {
  const text = (name: keyof RunHead) => (typeof values[name] === 'string' ? values[name] : '');
  if (!isRunId(text('run_id'))) throw new Error(`it is of a run ${JSON.stringify(text('run_id').slice(0, 60))}`);
  return {
    run_id: text('run_id'),
    started_at: number(values.started_at),
    commit: nullable(values.commit),
    branch: nullable(values.branch),
    dirty: typeof values.dirty === 'number' ? values.dirty !== 0 : null,
    trigger: text('trigger'),
    verdict: text('verdict'),
    exit_code: number(values.exit_code),
    seed: number(values.seed),
    platform: text('platform'),
    vernier: text('vernier'),
    node: text('node'),
    versions: text('versions'),
  };
}

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const nullable = (value: unknown) => (typeof value === 'string' ? value : null);

/** What ids of runs look like; they become names of files. */
export function isRunId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text);
}

function storedValue(value: unknown, type: ColumnType): string | number | null {
  if (value === null || value === undefined) return null;
  if (type === 'text') return typeof value === 'string' ? value : null;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : null;
}
