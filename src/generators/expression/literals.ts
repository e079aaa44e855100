import type { Draw } from '../draw.ts';
import type { Domain } from './functions.ts';

/** The text of a literal that is not negative and lies in the domain; `integers` is the share written without a point. */
export function drawLiteral(draw: Draw, domain: Domain, integers: number): string {
  if (domain === 'unit') return floatText(draw, Number(draw.real(0.05, 0.99).toPrecision(draw.between(1, 3))));
  if (draw.chance(integers)) return integerText(draw, domain);
  if (domain === 'exponent') return draw.pick(['0.5', '1.5', '2.0', '3.', '0.25', '1.', '2.5', '0.0']);
  if (domain === 'small') return floatText(draw, Number(draw.real(0, 6).toPrecision(draw.between(1, 4))));
  if (domain === 'any' && draw.chance(0.02)) return draw.pick(edgeLiterals);
  const magnitude = 10 ** (domain === 'above-one' ? draw.between(0, 2) : draw.pick([-3, -2, -1, 0, 0, 0, 0, 1, 2, 4]));
  return floatText(draw, Number((draw.real(1.01, 10) * magnitude).toPrecision(draw.pick([2, 2, 3, 4, 16]))));
}

const edgeLiterals: readonly string[] = [
  '0.0',
  '1e308',
  '1.7976931348623157e308',
  '5e-324',
  '2.2250738585072014e-308',
  '9007199254740993.0',
  '1e-300',
  '0.1',
];

function integerText(draw: Draw, domain: Domain): string {
  if (domain === 'exponent') return String(draw.between(0, 4));
  if (domain === 'any' && draw.chance(0.03))
    return draw.pick(['0', '9007199254740993', '1000000', '255', '4611686018427387903']);
  const least = domain === 'above-one' ? 2 : 1;
  return String(draw.chance(0.8) ? draw.between(least, 10) : draw.between(least, domain === 'small' ? 12 : 1000));
}

/** One of the ways in which a float can be written; always with a point or an exponent. */
function floatText(draw: Draw, x: number): string {
  const manner = draw.unit();
  if (manner < 0.12) return x.toExponential();
  if (manner < 0.18) return x.toExponential().replace('e', 'E');
  const text = String(x);
  if (!/[.e]/.test(text)) return manner < 0.4 ? `${text}.` : `${text}.0`;
  if (manner < 0.3 && text.startsWith('0.')) return text.slice(1);
  return manner < 0.35 && !text.includes('e') ? `${text}0` : text;
}
