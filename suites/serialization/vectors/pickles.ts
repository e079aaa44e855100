import { float64Array, type Value, type VectorSource } from 'vernier';
import { type Protocol, writePickle } from '../generate/write-pickle.ts';
import { dict } from './values.ts';

const vector = (flags: string, id: string, comment: string, data: Uint8Array): VectorSource => ({
  id,
  comment,
  flags: [flags],
  input: { args: [{ kind: 'bytes', data: Uint8Array.from(data) }], kwargs: {} },
});

const text = (bytes: string) => Buffer.from(bytes, 'latin1');
const shared: Value = [1n];
const sample = dict(['n', 1n], ['x', [0.5, 'ü']], ['a', float64Array([1, 2])], ['s', [shared, shared]]);
const cycle: Value[] = [];
cycle.push(cycle);
const protocols: readonly Protocol[] = [2, 3, 4, 5];

/** Pickles, whole and damaged; none of them imports anything that does something. */
export const pickleVectors: readonly VectorSource[] = [
  ...protocols.map((protocol) =>
    vector(
      'Kept',
      `sample-${protocol}`,
      `A dict with an array and a shared list, in protocol ${protocol}.`,
      writePickle(sample, protocol),
    ),
  ),
  vector('Kept', 'text-protocol', 'Protocol 0, which is all text.', text('(lp0\nI1\naF2.5\naVtext\np1\naI01\na.')),
  vector(
    'Kept',
    'binary-protocol-1',
    'Protocol 1 with short integers and a tuple.',
    text(']q\x00(K\x01M\x00\x01(K\x02K\x03te.'),
  ),
  vector('Edge', 'cyclic-list', 'A list that holds itself.', writePickle(cycle, 4)),
  vector('Edge', 'lone-surrogate', 'A string with half of a surrogate pair.', writePickle('a\ud800', 4)),
  vector('Edge', 'huge-integer', 'An integer of more than 255 bytes.', writePickle(-(2n ** 2100n), 3)),
  vector(
    'Edge',
    'duplicate-keys',
    'A dict that is given one key twice keeps the last value.',
    text('\x80\x02}(K\x01X\x01\x00\x00\x00aK\x01X\x01\x00\x00\x00bu.'),
  ),
  vector(
    'Edge',
    'boolean-and-integer-key',
    'True and 1 are one key.',
    text('\x80\x02}(\x88X\x01\x00\x00\x00aK\x01X\x01\x00\x00\x00bu.'),
  ),
  vector('Negative', 'empty-file', 'No bytes at all.', text('')),
  vector('Negative', 'no-pickle', 'A text that is no pickle.', text('hello, world')),
  vector('Negative', 'cut-short', 'A pickle without its second half.', writePickle(sample, 4).subarray(0, 60)),
  vector('Negative', 'no-stop', 'A pickle without its last opcode.', writePickle(sample, 2).subarray(0, -1)),
  vector('Negative', 'empty-stack', 'An opcode that takes what is not there.', text('\x80\x02s.')),
  vector('Negative', 'unknown-memo', 'A reference to nothing.', text('\x80\x02h\x07.')),
  vector('Negative', 'future-protocol', 'A protocol that there is not.', text('\x80\x63N.')),
  vector('Negative', 'list-as-key', 'A dict with a key that cannot be hashed.', text('\x80\x02}(]K\x01u.')),
  vector('Negative', 'unknown-import', 'A name that no module has.', text('cbuiltins\nno_such_name\n.')),
];
