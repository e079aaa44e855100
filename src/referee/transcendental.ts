import {
  add,
  type Ball,
  ball,
  divide,
  endsOf,
  hull,
  multiply,
  negate,
  one,
  point,
  scale,
  signOf,
  sizeOfBall,
  squareRoot,
  subtract,
} from './ball.ts';
import { atanAt, expAt, logAt, pi, sinCosAt } from './kernels.ts';
import { TooWide, Undetermined } from './undetermined.ts';

/** A function of a ball: its result holds the function's value at every number of the argument. */
export type BallFunction = (x: Ball, bits: number) => Ball;

/** A rising function: its values at both ends of the argument hold all between. */
const rising =
  (at: BallFunction): BallFunction =>
  (x, bits) => {
    if (x.rad === 0n) return at(x, bits);
    const [low, high] = endsOf(x);
    return hull(at(low, bits), at(high, bits), bits);
  };

/** Nothing is lost near 0 by a detour that cancels there. */
const finer = (x: Ball, bits: number) => bits + 32 + Math.max(0, -sizeOfBall(x));

export const exp = rising(expAt);

const logOfPositive = rising((x, bits) => logAt(x, bits));
export const log: BallFunction = (x, bits) => {
  const sign = signOf(x);
  if (sign === null) throw new TooWide('a logarithm may be that of zero or less');
  if (sign <= 0) throw new Undetermined('it takes the logarithm of zero or less');
  return logOfPositive(x, bits);
};

/** Neither sine nor cosine changes faster than its argument. */
const wave =
  (part: 'sin' | 'cos'): BallFunction =>
  (x, bits) => {
    const middle = sinCosAt(point(x.mid, x.exp), bits)[part];
    return add(middle, { kind: 'ball', mid: 0n, rad: x.rad, exp: x.exp }, bits + Math.max(0, -sizeOfBall(x)));
  };
export const sin = wave('sin');
export const cos = wave('cos');
export const tan: BallFunction = (x, bits) => divide(sin(x, bits), cos(x, bits), bits);

export const atan = rising((x, bits) => {
  if (sizeOfBall(x) <= 0) return atanAt(x, bits);
  const size = subtract(scale(pi(bits + 8), -1), atanOfInverse(x, bits), bits);
  return signOf(x) === -1 ? negate(size) : size;
});

/** atan of 1/|x|, |x| >= 1. */
function atanOfInverse(x: Ball, bits: number): Ball {
  const inverse = divide(one, signOf(x) === -1 ? negate(x) : x, bits + 8);
  return rising(atanAt)(inverse, bits);
}

/** 1 - x^2, which must not be negative. */
function withinOne(x: Ball, bits: number): Ball {
  const room = subtract(one, multiply(x, x, 4 * bits + 4096), 4 * bits + 4096);
  if (signOf(room) === -1) throw new Undetermined('an argument lies outside of -1 to 1');
  if (signOf(room) === null) throw new TooWide('an argument may lie outside of -1 to 1');
  return room;
}

const halfTurn = (sign: -1 | 1, bits: number) => scale(sign === 1 ? pi(bits + 8) : negate(pi(bits + 8)), -1);

export const asin = within(
  rising((x, bits) => {
    const room = withinOne(x, bits);
    if (signOf(room) === 0) return halfTurn(signOf(x) === 1 ? 1 : -1, bits);
    const more = finer(x, bits);
    return atan(divide(x, squareRoot(room, more), more), bits);
  }),
);

/** Ends outside of the domain make the ball too wide when its middle is inside. */
function within(of: BallFunction): BallFunction {
  return (x, bits) => {
    withinOne(x, bits);
    return of(x, bits);
  };
}

/** 2 atan(sqrt((1 - x) / (1 + x))), which keeps its digits near 1 where pi/2 - asin x would not. */
export const acos: BallFunction = (x, bits) => {
  withinOne(x, bits);
  const above = add(one, x, 4 * bits + 4096);
  if (signOf(above) === 0) return pi(bits);
  const ratio = divide(subtract(one, x, 4 * bits + 4096), above, bits + 32);
  return scale(atan(squareRoot(ratio, bits + 32), bits), 1);
};

export const asinh: BallFunction = rising((x, bits) => {
  const more = finer(x, bits);
  const size = signOf(x) === -1 ? negate(x) : x;
  const wide = more + Math.max(0, sizeOfBall(x) * 2);
  const root = squareRoot(add(multiply(x, x, 2 * wide), one, 2 * wide), more * 2);
  const value = log(add(size, root, more * 2), more * 2);
  return signOf(x) === -1 ? negate(value) : value;
});

export const acosh: BallFunction = (x, bits) => {
  const room = subtract(x, one, 4 * bits + 4096);
  if (signOf(room) === 0) return room;
  if (signOf(room) === -1) throw new Undetermined('arccosh takes an argument below 1');
  if (signOf(room) === null) throw new TooWide('arccosh may take an argument below 1');
  const more = finer(room, bits) * 2;
  const root = squareRoot(multiply(room, add(x, one, more), more), more);
  return rising((y) => log(y, more))(add(x, root, more), more);
};

export const atanh: BallFunction = (x, bits) => {
  const more = finer(x, bits) * 2;
  const [above, below] = [add(one, x, 4 * more), subtract(one, x, 4 * more)];
  if (signOf(above) === -1 || signOf(below) === -1 || signOf(above) === 0 || signOf(below) === 0) {
    throw new Undetermined('arctanh takes an argument outside of -1 to 1');
  }
  if (signOf(above) === null || signOf(below) === null) throw new TooWide('arctanh may leave -1 to 1');
  return scale(log(divide(above, below, more), more), -1);
};

/** e^x and e^-x. */
function both(x: Ball, bits: number): [Ball, Ball] {
  return [exp(x, bits), exp(negate(x), bits)];
}

export const sinh: BallFunction = (x, bits) => {
  const more = finer(x, bits) * 2;
  const [up, down] = both(x, more);
  return scale(subtract(up, down, more), -1);
};

export const cosh: BallFunction = (x, bits) => {
  const [up, down] = both(x, bits);
  return scale(add(up, down, bits), -1);
};

export const tanh: BallFunction = rising((x, bits) => {
  const more = finer(x, bits) * 2;
  // Beyond this it is 1 but for less than 2^-more.
  if (sizeOfBall(x) > Math.log2(more) + 1) {
    const limit = ball((1n << BigInt(more)) - 1n, 1n, -more, more);
    return signOf(x) === -1 ? negate(limit) : limit;
  }
  const [up, down] = both(x, more);
  return divide(subtract(up, down, more), add(up, down, more), more);
});

/** The angle of the point (x, y), in -pi to pi. */
export function atan2(y: Ball, x: Ball, bits: number): Ball {
  const [up, right] = [signOf(y), signOf(x)];
  if (right === 1) return atan(divide(y, x, bits + 8), bits);
  if (up === 1) return subtract(scale(pi(bits + 8), -1), atan(divide(x, y, bits + 8), bits), bits);
  if (up === -1) return subtract(scale(negate(pi(bits + 8)), -1), atan(divide(x, y, bits + 8), bits), bits);
  if (up === 0) throw new Undetermined('an angle depends on the sign of a zero');
  throw new TooWide('an angle may lie on either side of its cut');
}
