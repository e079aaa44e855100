/** A float as Python's `repr` writes it: the same shortest digits as JavaScript, with an exponent below 1e-4 and from 1e16 on. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const size = Math.abs(value);
  const plain = exponent < 0 ? plainFraction(mantissa, exponent) : String(size);
  const text = plain.includes('.') ? plain : `${plain}.0`;
  return value < 0 ? `-${text}` : text;
}

/** `0.00012` and not `1.2e-4`. */
function plainFraction(mantissa: string, exponent: number): string {
  const digits = mantissa.replace('-', '').replace('.', '');
  return `0.${'0'.repeat(-exponent - 1)}${digits}`;
}

/** The same as Python's `json` writes it. */
export function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return pythonFloat(value);
}
