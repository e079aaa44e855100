import { createHash } from 'node:crypto';
import seedrandom from 'seedrandom';

/**
 * The generator state of one case: four 32-bit words (signed, as bit operations make them), never all zero, so that
 * they can be the whole state of xorshift128+ or xoroshiro128+. Where one 32-bit seed is wanted, take the first word.
 */
export type CaseSeed = readonly [number, number, number, number];

/** Raised when the same arguments begin to give other words, which moves every generated case there is. */
const scheme = 'vernier-case/1';

/**
 * The states of all cases of one subject: a hash of (seed, suite, subject, generator version, index), so that shards,
 * windows, jobs and a resumed run see the same cases.
 *
 * SHA-256 is taken once, of everything but the index (128 bits of it are kept); each index is then mixed in with the
 * finaliser of MurmurHash3 (Appleby, public domain), which maps 32 bits to 32 bits one to one: two indices of a
 * subject can never share a state.
 *
 * @throws RangeError when a number is not a safe integer, or an index is negative
 */
export function caseSeeds(
  seed: number,
  suite: string,
  subject: string,
  generatorVersion: number,
): (index: number) => CaseSeed {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is a safe integer: current value is ${seed}`);
  if (!Number.isSafeInteger(generatorVersion)) {
    throw new RangeError(`A generator version is a safe integer: current value is ${generatorVersion}`);
  }
  // `+ 0` makes -0, which is the same seed, the same text.
  const family = JSON.stringify([scheme, seed + 0, suite, subject, generatorVersion + 0]);
  const hash = createHash('sha256').update(family).digest();
  const prefix = [0, 4, 8, 12].map((offset) => hash.readInt32LE(offset)) as unknown as CaseSeed;
  return (index) => mixIndex(prefix, index);
}

/** The state of a single case; use {@link caseSeeds} for many of one subject. */
export function caseSeed(
  seed: number,
  suite: string,
  subject: string,
  generatorVersion: number,
  index: number,
): CaseSeed {
  return caseSeeds(seed, suite, subject, generatorVersion)(index);
}

/** Random numbers in [0, 1) that belong to one case. */
export function caseRandom(...place: Parameters<typeof caseSeed>): () => number {
  return random(caseSeed(...place).join(' '));
}

/** Random numbers in [0, 1) with 53 bits of randomness each: the same seed text always gives the same ones. */
export function random(seedText: string): () => number {
  const generator = seedrandom.alea(seedText);
  return () => generator.double();
}

function mixIndex(prefix: CaseSeed, index: number): CaseSeed {
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new RangeError(`The index of a case is a whole number from 0: current value is ${index}`);
  }
  const low = index | 0;
  const high = Math.floor(index / 2 ** 32) | 0;
  // The first two words are one to one in (low, high); the others follow from them and their own part of the prefix.
  const first = finalise(prefix[0] ^ low);
  const second = finalise(prefix[1] ^ high ^ first);
  const third = finalise((prefix[2] + first) ^ second);
  const fourth = finalise((prefix[3] + second) ^ third);
  return (first | second | third | fourth) === 0 ? [0, 0, 0, 1] : [first, second, third, fourth];
}

function finalise(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
