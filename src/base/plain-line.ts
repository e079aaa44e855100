/**
 * Someone else's message fit for ours: on one line, without terminal colours, control and direction-changing
 * characters, cut with an ellipsis.
 */
export function plainLine(message: string, most = 300): string {
  const line = message
    .slice(0, most * 4)
    .replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim();
  // A surrogate pair is not cut in half.
  return line.length > most ? `${line.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : line;
}
