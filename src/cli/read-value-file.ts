import { extname } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { readFileBytes } from '../disk/read-bytes.ts';
import { readTextFile } from '../disk/read-text.ts';
import { shownPath } from '../disk/shown-path.ts';
import { parseCsv } from '../golden/parse-csv.ts';
import { decodeText } from '../value/decode.ts';
import { FileFormatError } from '../value/file-format-error.ts';
import { readNpy } from '../value/npy/read-npy.ts';
import { readNpz } from '../value/npz/read-npz.ts';
import { readPickle } from '../value/pickle/read-pickle.ts';
import type { Value } from '../value/value.ts';
import { ValueSyntaxError } from '../value/value-syntax-error.ts';

/** A value takes many times the size of its text in memory; a file beyond this would end the process, not the command. */
const maxTextBytes = 256 * 1024 * 1024;
/** An array takes no more than its file. Node reads no larger file in one piece. */
const maxArrayBytes = 2 ** 31 - 1;

const readers: Readonly<Record<string, (path: string) => Value>> = {
  '.npy': (path) => readNpy(arrayBytes(path)),
  '.npz': (path) => ({ kind: 'map', type: 'dict', entries: [...readNpz(arrayBytes(path))] }),
  '.pkl': (path) => readPickle(pickleBytes(path)),
  '.pickle': (path) => readPickle(pickleBytes(path)),
  '.p': (path) => readPickle(pickleBytes(path)),
  '.csv': (path) => parseCsv(text(path), shownPath(path)),
};

/**
 * The value that a file holds, by the ending of its name: `.npy` an array, `.npz` a map of arrays, `.csv` a map of
 * columns, `.pkl`, `.pickle`, `.p` what a pickle holds, any other one value as tagged JSON.
 *
 * @throws SetupError naming the file: unreadable, or not what its name says
 */
export function readValueFile(path: string): Value {
  const ending = extname(path).toLowerCase();
  const read = Object.hasOwn(readers, ending) ? readers[ending]! : jsonValue;
  try {
    return read(path);
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
    throw new SetupError(`${shownPath(path)} is not a ${ending} file that can be read: ${error.message}`, {
      cause: error,
    });
  }
}

const arrayBytes = (path: string) => readFileBytes(path, { what: 'array file', maxBytes: maxArrayBytes });
/** Objects take a few times the bytes of their pickle. */
const maxPickleBytes = 2 ** 30;
const pickleBytes = (path: string) => readFileBytes(path, { what: 'pickle', maxBytes: maxPickleBytes });
const text = (path: string) => readTextFile(path, { what: 'value file', maxBytes: maxTextBytes });

function jsonValue(path: string): Value {
  const json = text(path);
  const shown = shownPath(path);
  if (json.trim() === '') throw new SetupError(`${shown} is empty; one value as tagged JSON was wanted`);
  try {
    return decodeText(json);
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    throw new SetupError(`${shown} is not a value as tagged JSON: ${error.message}`, { cause: error });
  }
}
