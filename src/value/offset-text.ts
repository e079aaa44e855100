/** An offset from UTC as Python prints it in ISO form: `+01:00`, `-03:30:15`, `+00:00:00.500000`. */
export function offsetText(seconds: number): string {
  const micros = Math.round(Math.abs(seconds) * 1e6);
  const whole = Math.floor(micros / 1e6);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const rest = micros % 1e6;
  const shown = parts.slice(0, whole % 60 === 0 && rest === 0 ? 2 : 3).join(':');
  return `${seconds < 0 ? '-' : '+'}${shown}${rest === 0 ? '' : `.${String(rest).padStart(6, '0')}`}`;
}

/** The name of a zone with a fixed offset, as Python prints it: `UTC`, `UTC+01:00`, `UTC-03:30:15`. */
export function zoneName(seconds: number): string {
  return seconds === 0 ? 'UTC' : `UTC${offsetText(seconds)}`;
}
