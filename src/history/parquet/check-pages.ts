import type { FileMetaData } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';

/** One page, unpacked. */
export const maxPageBytes = 64 * 1024 * 1024;
/** All pages of a file, unpacked. */
const maxFileBytes = 512 * 1024 * 1024;

/** Fields of a page's head, by their numbers in parquet.thrift. */
interface PageHead {
  readonly field_2?: number;
  readonly field_3?: number;
  readonly field_5?: { readonly field_1?: number };
  readonly field_7?: { readonly field_1?: number };
  readonly field_8?: { readonly field_1?: number };
}

/**
 * Holds the head of every page against the file's own size and its number of rows: a few bytes may claim to hold
 * gigabytes, and the reader would believe them.
 *
 * @throws Error naming the column
 */
export function checkPages(bytes: Uint8Array, { row_groups }: FileMetaData): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let unpacked = 0;
  for (const { columns, num_rows } of row_groups) {
    for (const { meta_data } of columns) {
      if (meta_data === undefined) throw new Error('a column of it has no head');
      const name = meta_data.path_in_schema.join('.').slice(0, 60);
      const wrong = (what: string) => new Error(`its column ${name} ${what}`);
      const start = Number(meta_data.dictionary_page_offset ?? meta_data.data_page_offset);
      const end = start + Number(meta_data.total_compressed_size);
      if (!(start >= 4 && end <= bytes.length && start < end)) throw wrong('lies outside of the file');
      if (meta_data.num_values !== num_rows) throw wrong(`holds ${meta_data.num_values} values for ${num_rows} rows`);
      let rows = 0;
      for (let at = start; at < end; ) {
        const reader = { view, offset: at };
        const head = deserializeTCompactProtocol(reader) as PageHead;
        const size = head.field_2 ?? -1;
        const stored = head.field_3 ?? -1;
        if (!(size >= 0 && size <= maxPageBytes && stored >= 0) || reader.offset + stored > end) {
          throw wrong('has a page that is larger than it may be');
        }
        const values = (head.field_8 ?? head.field_5)?.field_1;
        const entries = values ?? head.field_7?.field_1 ?? -1;
        // An entry of a dictionary takes at least four bytes, a value of a page may take none.
        if (entries < 0 || entries > (values === undefined ? size / 4 : Number(num_rows) - rows)) {
          throw wrong('has a page that claims to hold more than it can');
        }
        rows += values ?? 0;
        unpacked += size;
        if (unpacked > maxFileBytes) throw new Error(`it holds more than ${maxFileBytes} bytes when unpacked`);
        at = reader.offset + stored;
      }
    }
  }
}
