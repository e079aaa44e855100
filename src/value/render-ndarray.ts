import { describeDType, elementCount, parseDType } from './dtype.ts';
import { readElement } from './element.ts';
import { elementText } from './element-text.ts';
import { elementAt } from './ndarray.ts';
import { renderList, type Space, visibleText } from './render-list.ts';
import type { NdArrayValue, ScalarValue, Value } from './value.ts';

type Render = (value: Value, space: Space) => string;

/** `float64[2, 3] [[1.0, 2.0, 3.0], …]`; a Fortran-ordered array says so, since a bitwise comparison sees it. */
export function renderArray(array: NdArrayValue, space: Space, render: Render): string {
  const head = `${visibleText(describeDType(array.dtype))}[${array.shape.join(', ')}] ${array.order === 'F' ? 'F ' : ''}`;
  space.left -= head.length;
  return head + renderAxis(array, 0, 0, elementCount(array.shape), space, render);
}

/** The elements whose first `axis` indices are fixed: `span` of them from a flat logical index on. */
function renderAxis(
  array: NdArrayValue,
  axis: number,
  from: number,
  span: number,
  space: Space,
  render: Render,
): string {
  const size = array.shape[axis];
  if (size === undefined) return renderElement(elementAt(array, from), space, render);
  const step = size === 0 ? 0 : span / size;
  return renderList('[', size, ']', space, (i) => renderAxis(array, axis + 1, from + i * step, step, space, render));
}

/** In an array the dtype of a date or long double is known already. */
function renderElement(element: Value, space: Space, render: Render): string {
  const isScalar =
    typeof element === 'object' && element !== null && !Array.isArray(element) && element.kind === 'scalar';
  return isScalar ? scalarText(element, space, render) : render(element, space);
}

/** `float32 0.5`. */
export function renderScalar(scalar: ScalarValue, space: Space, render: Render): string {
  const head = `${visibleText(describeDType(scalar.dtype))} `;
  space.left -= head.length;
  return head + scalarText(scalar, space, render);
}

function scalarText(scalar: ScalarValue, space: Space, render: Render): string {
  const type = parseDType(scalar.dtype);
  const view = new DataView(scalar.data.buffer, scalar.data.byteOffset, scalar.data.byteLength);
  if (type.kind !== 'datetime' && type.kind !== 'timedelta' && type.kind !== 'extended') {
    return render(readElement(type, view, 0), space);
  }
  const text = elementText(type, view, 0).slice(1, -1);
  space.left -= text.length;
  return type.kind === 'extended' ? `0x${text}` : text;
}
