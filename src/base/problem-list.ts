/**
 * What is wrong with a document, as one message: a single problem on one line after the document's name, several one a
 * line below it, the worst of a very long list cut with a count.
 */
export function problemList(document: string, problems: readonly string[], most = 10): string {
  if (problems.length === 1) return `${document} ${problems[0]}`;
  const shown = problems.slice(0, most).map((problem) => `\n  ${problem}`);
  const more = problems.length > most ? `\n  and ${problems.length - most} more` : '';
  return `${document} has ${problems.length} problems:${shown.join('')}${more}`;
}
