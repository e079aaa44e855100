import { parsePattern } from '../compare/path.ts';

/** First steps of every path inside an outcome. */
const outcomeParts = ['value', 'error', 'args', 'kwargs'];

/** Why a pattern can match no place inside an outcome; null when it can. */
export function outcomePathProblem(path: string): string | null {
  try {
    const [first] = parsePattern(path);
    if (first === undefined || first.any !== undefined || outcomeParts.includes(first.text)) return null;
    return `${JSON.stringify(path)} matches no place: a path inside an outcome begins with /${outcomeParts.join(', /')} or /**; did you mean "/value${path}"?`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}
