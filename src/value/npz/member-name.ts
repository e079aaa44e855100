import { excerpt } from '../excerpt.ts';

const maxLength = 1024;

/**
 * What is wrong with the name of a member, or null. Names are keys and never paths; still, what another program might
 * take for a way out of a folder is refused: `..`, an absolute path, a drive, a backslash, a home, control characters.
 */
export function memberNameProblem(name: string): string | null {
  const shown = `The member name ${excerpt(name)}`;
  if (name.length > maxLength) return `${shown} has ${name.length} characters: at most ${maxLength} are read`;
  if (/[\0-\x1f\x7f]/.test(name)) return `${shown} holds a control character`;
  if (!name.isWellFormed()) return `${shown} holds half of a surrogate pair`;
  if (name.includes('\\')) return `${shown} holds a backslash`;
  if (/^(?:\/|[a-zA-Z]:)/.test(name)) return `${shown} is an absolute path`;
  if (/^~/.test(name)) return `${shown} begins with a home folder`;
  if (name.endsWith('/')) return `${shown} is a folder`;
  if (name.split('/').some((part) => part === '..' || part === '.' || part === ''))
    return `${shown} has a part that is ".", ".." or empty`;
  return null;
}
