import fc, { type Arbitrary } from 'fast-check';
import { type DType, elementCount, parseDType } from '../value/dtype.ts';
import type { DTypeField, DTypeSpec, Value } from '../value/value.ts';

const units = ['', '[Y]', '[D]', '[25s]', '[ms]', '[ns]', '[as]'];
const order = fc.constantFrom('<', '>');

const simpleType: Arbitrary<string> = fc.oneof(
  fc.constantFrom('|b1', '|i1', '|u1', 'bfloat16'),
  fc.tuple(order, fc.constantFrom('i2', 'i4', 'i8', 'u2', 'u4', 'u8')).map((parts) => parts.join('')),
  fc.tuple(order, fc.constantFrom('f2', 'f4', 'f8', 'f16', 'c8', 'c16', 'c32')).map((parts) => parts.join('')),
  fc.tuple(order, fc.constantFrom('M8', 'm8'), fc.constantFrom(...units)).map((parts) => parts.join('')),
  fc.tuple(order, fc.nat(4)).map(([byteOrder, size]) => `${byteOrder}U${size}`),
  fc.tuple(fc.constantFrom('|S', '|V'), fc.nat(5)).map((parts) => parts.join('')),
);

const shape = fc.array(fc.nat(3), { maxLength: 3 });

/** Every element type but objects: NumPy's simple ones in both byte orders, and records with sub-arrays and records in them. */
export const dtypeArbitrary: Arbitrary<DTypeSpec> = fc.letrec<{ type: DTypeSpec }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { arbitrary: simpleType, weight: 4 },
    {
      arbitrary: fc
        .uniqueArray(
          fc.tuple(fc.constantFrom('x', 'y', 'id', '$f', '__proto__'), tie('type'), fc.option(shape, { freq: 3 })),
          {
            minLength: 1,
            maxLength: 3,
            selector: ([name]) => name,
          },
        )
        .map((fields) =>
          fields.map(([name, type, sub]): DTypeField => (sub === null ? [name, type] : [name, type, sub])),
        ),
      weight: 1,
    },
  ),
})).type;

/** Arrays, scalars and dtypes. Any bytes are elements of any dtype, but for strings, which hold code points. */
export function ndarrayArbitrary(object: Arbitrary<Value>): Arbitrary<Value> {
  const memoryOrder = fc.constantFrom<'C' | 'F'>('C', 'F');
  const numeric = fc.tuple(dtypeArbitrary, shape, memoryOrder).chain(([dtype, sizes, layout]) => {
    return elementBytes(dtype, elementCount(sizes)).map(
      (data): Value => ({ kind: 'ndarray', dtype, shape: sizes, order: layout, data }),
    );
  });
  const objects = fc.tuple(fc.array(fc.nat(2), { maxLength: 2 }), memoryOrder).chain(([sizes, layout]) => {
    const count = elementCount(sizes);
    return fc.array(object, { minLength: count, maxLength: count }).map(
      (items): Value => ({
        kind: 'ndarray',
        dtype: '|O',
        shape: sizes,
        order: layout,
        data: new Uint8Array(0),
        objects: items,
      }),
    );
  });
  const scalar = dtypeArbitrary.chain((dtype) =>
    elementBytes(dtype, 1).map((data): Value => ({ kind: 'scalar', dtype, data })),
  );
  return fc.oneof(
    numeric,
    objects,
    scalar,
    dtypeArbitrary.map((dtype): Value => ({ kind: 'dtype', dtype })),
  );
}

function elementBytes(dtype: DTypeSpec, count: number): Arbitrary<Uint8Array> {
  const type = parseDType(dtype);
  const size = type.itemSize * count;
  // Half of all arrays are of zeros and ones and so print as text; the other half hold NaN payloads and odd booleans.
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: size, maxLength: size }),
    fc.uint8Array({ minLength: size, maxLength: size, max: 1 }),
  );
  return bytes.map((data) => withCodePoints(type, data));
}

function withCodePoints(type: DType, data: Uint8Array): Uint8Array {
  if (type.kind !== 'text' && type.kind !== 'struct') return data;
  const copy = new Uint8Array(data);
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length; at += type.itemSize) limitCodePoints(type, view, at);
  return copy;
}

function limitCodePoints(type: DType, view: DataView, at: number): void {
  for (let i = 0; type.kind === 'text' && i < type.itemSize; i += 4) {
    view.setUint32(at + i, view.getUint32(at + i, type.littleEndian) % 0x110000, type.littleEndian);
  }
  for (const field of type.fields ?? []) {
    for (let i = 0; i < field.count; i++)
      limitCodePoints(field.type, view, at + field.offset + i * field.type.itemSize);
  }
}
