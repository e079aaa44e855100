/**
 * How far ahead, in blocks of 16 bytes, a block may be added (xor) in place of itself without a change of the CRC-32:
 * with the polynomial 0x04C11DB7 and z = x^-128, 1 = z^140 + z^791 + z^3006. It is the sum of three powers with the
 * smallest last one, found by search among those whose first is at least 16, so that a loop may be unrolled.
 */
export const distances = [140, 791, 3006] as const;

export const blockSize = 16;

/** Blocks that one turn of the loop folds. */
export const unrolled = 8;
