import { zstdCompressSync } from 'node:zlib';
import type { ColumnChunk, CompressionCodec, RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { allColumns, type ColumnType, headColumns, type RowColumn, rowColumns } from '../columns.ts';
import type { RowFields, RunHead } from '../row.ts';
import type { Column, EncodedColumn, GrowingColumn } from './column.ts';
import { ConstantNumber, NumberColumn } from './number-column.ts';
import { ConstantText, TextColumn } from './text-column.ts';

/** Rows that are gathered before they are written. */
const groupRows = 65_536;

/** Raised when columns change their meaning; files of every version stay readable. */
export const historySchema = 'vernier/history/1';

/** Takes bytes of a file one after another. */
export type Sink = (bytes: Uint8Array) => void;

/**
 * Writes the rows of one run as Parquet. Memory is that of one group of rows, however many there are. What is the same in
 * every row, all that is said of the run, costs nothing a row; hyparquet-writer, which would look at each value of each
 * column, writes the heads of pages and the footer.
 */
export class HistoryEncoder {
  readonly #sink: Sink;
  readonly #bytes = new ByteWriter(1 << 20);
  readonly #writer: ParquetWriter;
  readonly #columns: { readonly [name in RowColumn]: GrowingColumn<string> & GrowingColumn<number> };
  readonly #all: readonly { readonly name: string; readonly type: ColumnType; readonly column: Column }[];
  #rows = 0;

  constructor(head: RunHead, sink: Sink) {
    this.#sink = sink;
    const kvMetadata = [
      { key: 'schema', value: historySchema },
      { key: 'run', value: JSON.stringify(head) },
    ];
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaElements(),
      kvMetadata,
      createdBy: 'vernier',
    });
    const columns = new Map<string, Column>();
    for (const [name, type] of Object.entries(headColumns)) {
      const value = head[name as keyof RunHead];
      const constant =
        type === 'text'
          ? new ConstantText(value === null ? null : String(value))
          : new ConstantNumber(value === null ? null : Number(value), type !== 'figure');
      columns.set(name, constant);
    }
    for (const [name, type] of Object.entries(rowColumns)) {
      columns.set(name, type === 'text' ? new TextColumn(groupRows) : new NumberColumn(groupRows, type !== 'figure'));
    }
    this.#columns = Object.fromEntries(columns) as never;
    this.#all = allColumns.map(([name, type]) => ({ name, type, column: columns.get(name)! }));
  }

  /** One by one, and by name: a loop over names would cost more than all the rest. */
  add(row: RowFields): void {
    const to = this.#columns;
    to.kind.push(row.kind);
    to.suite.push(row.suite);
    to.subject.push(row.subject);
    to.modern.push(row.modern);
    to.scope.push(row.scope ?? 'all');
    to.series.push(row.series);
    to.path.push(row.path);
    to.case_id.push(row.case_id);
    to.status.push(row.status);
    to.class.push(row.class);
    to.mechanism.push(row.mechanism);
    to.words.push(row.words);
    to.cases.push(row.cases);
    to.agreed.push(row.agreed);
    to.drifted.push(row.drifted);
    to.waived.push(row.waived);
    to.excused.push(row.excused);
    to.other_red.push(row.other_red);
    to.not_run.push(row.not_run);
    to.numbers.push(row.numbers);
    to.above.push(row.above);
    to.below.push(row.below);
    to.max_abs.push(row.max_abs);
    to.max_rel.push(row.max_rel);
    to.max_ulp.push(row.max_ulp);
    to.max_share.push(row.max_share);
    to.p50_abs.push(row.p50_abs);
    to.p50_rel.push(row.p50_rel);
    to.p90_rel.push(row.p90_rel);
    to.p99_rel.push(row.p99_rel);
    to.p50_ulp.push(row.p50_ulp);
    to.p99_ulp.push(row.p99_ulp);
    to.legacy_ns.push(row.legacy_ns);
    to.modern_ns.push(row.modern_ns);
    this.#rows += 1;
    if (this.#rows === groupRows) this.#flush();
  }

  finish(): void {
    if (this.#rows > 0) this.#flush();
    this.#writer.finish();
    this.#drain();
  }

  #flush(): void {
    const rows = this.#rows;
    this.#rows = 0;
    const start = this.#bytes.offset;
    const columns = this.#all.map(({ name, type, column }) =>
      writeChunk(this.#bytes, name, type, rows, column.take(rows)),
    );
    const sum = (key: 'total_uncompressed_size' | 'total_compressed_size') =>
      columns.reduce((total, { meta_data }) => total + (meta_data?.[key] ?? 0n), 0n);
    const group: RowGroup = {
      columns,
      total_byte_size: sum('total_uncompressed_size'),
      num_rows: BigInt(rows),
      total_compressed_size: BigInt(this.#bytes.offset - start),
    };
    this.#writer.row_groups.push(group);
    this.#writer.num_rows += BigInt(rows);
    this.#drain();
  }

  #drain(): void {
    this.#sink(this.#bytes.getBytes().slice());
    this.#bytes.index = 0;
  }
}

const stored: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  figure: { type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  whole: { type: 'INT64', repetition_type: 'OPTIONAL' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'OPTIONAL' },
};

function schemaElements(): SchemaElement[] {
  const fields = allColumns.map(([name, type]) => ({ name, ...stored[type] }));
  return [{ name: 'history', num_children: fields.length }, ...fields];
}

function writeChunk(writer: ByteWriter, name: string, type: ColumnType, rows: number, one: EncodedColumn): ColumnChunk {
  const start = writer.offset;
  const { dictionary, levels, values, nulls } = one;
  const codec = codecFor(values, dictionary?.bytes);
  const press = (bytes: Uint8Array) => (codec === 'ZSTD' ? compressed(bytes) : bytes);
  let uncompressed = 0;
  let dictionaryOffset: bigint | undefined;
  if (dictionary !== null) {
    dictionaryOffset = BigInt(start);
    const bytes = press(dictionary.bytes);
    writePageHeader(writer, {
      type: 'DICTIONARY_PAGE',
      uncompressed_page_size: dictionary.bytes.length,
      compressed_page_size: bytes.length,
      dictionary_page_header: { num_values: dictionary.entries, encoding: 'PLAIN' },
    });
    uncompressed += writer.offset - start + dictionary.bytes.length;
    writer.appendBytes(bytes);
  }
  const encoding = dictionary === null ? 'PLAIN' : 'RLE_DICTIONARY';
  const dataOffset = writer.offset;
  const bytes = press(values);
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levels.length + values.length,
    compressed_page_size: levels.length + bytes.length,
    data_page_header_v2: {
      ...{ num_values: rows, num_nulls: nulls, num_rows: rows, encoding },
      ...{ definition_levels_byte_length: levels.length, repetition_levels_byte_length: 0 },
      is_compressed: true,
    },
  });
  uncompressed += writer.offset - dataOffset + levels.length + values.length;
  writer.appendBytes(levels);
  writer.appendBytes(bytes);
  return {
    file_offset: BigInt(start),
    meta_data: {
      ...{ type: stored[type].type!, encodings: dictionary === null ? ['PLAIN', 'RLE'] : ['PLAIN', 'RLE', encoding] },
      ...{ path_in_schema: [name], codec, num_values: BigInt(rows), data_page_offset: BigInt(dataOffset) },
      ...(dictionaryOffset === undefined ? {} : { dictionary_page_offset: dictionaryOffset }),
      ...{ total_uncompressed_size: BigInt(uncompressed), total_compressed_size: BigInt(writer.offset - start) },
    },
  };
}

const sampleBytes = 16_384;

/** Digits of errors are as good as random: where a sample does not shrink, the rest is not tried. */
function codecFor(values: Uint8Array, dictionary: Uint8Array | undefined): CompressionCodec {
  if (values.length + (dictionary?.length ?? 0) < 64) return 'UNCOMPRESSED';
  const sample =
    values.length > 256 ? values.subarray(0, sampleBytes) : (dictionary ?? values).subarray(0, sampleBytes);
  return compressed(sample).length < sample.length * 0.85 ? 'ZSTD' : 'UNCOMPRESSED';
}

function compressed(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes);
}
