let state = 0;

/**
 * Makes `Math.random` draw from a seed. Mulberry32 (Tommy Ettinger, 2017): 32 bits of state, so that seeding before
 * every call costs nothing.
 */
export function seedRandom(seed: number): void {
  state = seed >>> 0;
}

Math.random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
};
