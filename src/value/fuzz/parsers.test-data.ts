import { readdirSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { FileFormatError } from '../file-format-error.ts';
import { readNpy } from '../npy/read-npy.ts';
import { readNpz } from '../npz/read-npz.ts';
import { inspectPickle } from '../pickle/inspect-pickle.ts';
import { readPickle } from '../pickle/read-pickle.ts';

/** A parser of untrusted files that is fuzzed. */
export interface FuzzedParser {
  /** Folders of seed files under `src/value/fixtures/`. */
  readonly seeds: readonly string[];
  /** Seed files that end so. */
  readonly ending: string;
  /** Pieces that mean something in the format. */
  readonly tokens: readonly string[];
  readonly parse: (bytes: Uint8Array) => unknown;
  /** True for the error by which the parser refuses; any other is a crash. */
  readonly refuses: (error: unknown) => boolean;
  /** Makes checksums right again, so that a change gets past them. */
  readonly repair?: (bytes: Buffer) => void;
}

/** The parsers by name. */
export const fuzzedParsers: Readonly<Record<string, FuzzedParser>> = {
  npy: {
    seeds: ['npy/good', 'npy/hostile'],
    ending: '.npy',
    tokens: [
      "'<f8'",
      "'|O'",
      "('a', '<U4', (2,))",
      '(',
      '[',
      '{',
      "'shape': ",
      '99999999999999',
      '\\x',
      'True',
      '\x93',
    ],
    parse: (bytes) => readNpy(bytes),
    refuses: (error) => error instanceof FileFormatError,
  },
  npz: {
    seeds: ['npz/good', 'npz/hostile'],
    ending: '.npz',
    tokens: ['PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x07', '\x01\0\x10\0', '../', '\x93NUMPY'],
    parse: (bytes) => readNpz(bytes),
    refuses: (error) => error instanceof FileFormatError,
    repair: repairChecksums,
  },
  pickle: {
    seeds: ['../pickle/fixtures/good', '../pickle/fixtures/hostile'],
    ending: '.pkl',
    tokens: [
      'cnumpy\ndtype\n',
      'cos\nsystem\n',
      'c__builtin__\nset\n',
      'ccollections\ndeque\n',
      '\x8c\x05numpy\x8c\x07ndarray\x93',
      '\x8c\x08datetime\x8c\x08datetime\x93',
      '\x8c\x09fractions\x8c\x08Fraction\x93',
      '\x8c\x04uuid\x8c\x04UUID\x93)\x81',
      'copy_reg\n_reconstructor\n',
      'R',
      'b',
      '\x81',
      '\x85R',
      '(',
      't',
      '\x94',
      'h\x00',
      'h\x01h\x02',
      '}',
      ']',
      'u',
      'e',
      '\x8f',
      '\x90',
      '(\x91',
      '0',
      '2',
      '1',
      'Q',
      '\x95\x08\0\0\0\0\0\0\0',
      '\x8b\x04\0\0\0\xff\xff\xff\xff',
      '\x96\xff\xff\xff\xff\xff\xff\xff\xff',
    ],
    // What is refused is looked through as well: that must not do worse than refuse.
    parse: (bytes) => {
      inspectPickle(bytes);
      return readPickle(bytes);
    },
    refuses: (error) => error instanceof FileFormatError,
  },
};

/** The seed files of a parser. */
export function seedFiles({ seeds, ending }: FuzzedParser): Buffer[] {
  return seeds.flatMap((folder) => {
    const url = new URL(`../fixtures/${folder}/`, import.meta.url);
    const names = readdirSync(url).filter((name) => name.endsWith(ending));
    // The largest would take all the time and reach nothing that a small one does not.
    return names
      .sort()
      .map((name) => readFileSync(new URL(encodeURIComponent(name), url)))
      .filter((bytes) => bytes.length < 100_000);
  });
}

/** Writes the checksum of stored members into the list and the headers, as far as either can be found. */
function repairChecksums(bytes: Buffer): void {
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    if (at + 46 > bytes.length) return;
    const [size, header] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    if (header + 30 > bytes.length) continue;
    const data = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const crc = crc32(bytes.subarray(data, data + size));
    bytes.writeUInt32LE(crc, at + 16);
    bytes.writeUInt32LE(crc, header + 14);
  }
}
