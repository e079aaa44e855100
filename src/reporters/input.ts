import type { CallArguments } from '../value/outcome.ts';
import { renderValue } from '../value/render.ts';
import type { Value } from '../value/value.ts';
import { cut } from './visible.ts';

const expressionLength = 200;
const bindingsShown = 12;
const valueLength = 60;
/** Arrays up to this many elements are shown whole: a shrunk one is the point of the finding. */
const elementsShown = 2;

/** `{A0: 2.0, x: float64[3]}` for a string-keyed map, `float64[3]` for an array, the value itself otherwise. */
function shortened(value: Value): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return renderValue(value, { maxLength: valueLength });
  if (value.kind === 'map' && value.entries.every(([key]) => typeof key === 'string')) {
    const shown = value.entries
      .slice(0, bindingsShown)
      .map(([key, item]) => `${cut(String(key), valueLength)}: ${shortenedItem(item)}`);
    const more = value.entries.length - shown.length;
    return `{${shown.join(', ')}${more > 0 ? `, … ${more} more` : ''}}`;
  }
  return shortenedItem(value);
}

function shortenedItem(value: Value): string {
  const text = renderValue(value, { maxLength: valueLength });
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value.kind !== 'ndarray') return text;
  const elements = value.shape.reduce((product, size) => product * size, 1);
  // What comes before the elements: dtype and shape, `datetime64[ns][3]`.
  return elements <= elementsShown ? text : text.slice(0, text.indexOf(' ['));
}

/** The arguments of a call for people, on one line once escaped: a leading string (an expression) bare, then the rest shortened. */
export function renderInput(input: CallArguments): string {
  const [first, ...rest] = input.args;
  const named = Object.entries(input.kwargs).map(([name, value]) => `${name}=${shortened(value)}`);
  // A text whose ends cannot be seen is no expression to be shown bare.
  if (typeof first === 'string' && first !== '' && first.trim() === first) {
    return [cut(first, expressionLength), [...rest.map(shortened), ...named].join(', ')]
      .filter((part) => part !== '')
      .join('  ');
  }
  return [...input.args.map(shortened), ...named].join(', ') || '(no arguments)';
}
