import type { Finding } from '../runner/report.ts';
import { findingLines } from './drift-block.ts';
import { escapeXml } from './escape.ts';
import { type Line, lineText, type Role, span } from './styled.ts';
import { visible } from './visible.ts';

/** Pixels. The advance of the usual monospace fonts is 0.6 of their size, a little more with safety. */
const fontSize = 14;
const advance = fontSize * 0.602;
const lineHeight = 21;
const padding = 18;
const barHeight = 34;

const longestLine = 120;

const background = '#0d1117';
const colours: Readonly<Record<Role, string>> = {
  plain: '#c9d1d9',
  strong: '#f0f6fc',
  good: '#7ee787',
  bad: '#ff7b72',
  warn: '#e3b341',
  dim: '#8b949e',
};

/** The spans of a line as visible text, cut to the width of the picture. */
function fitted(line: Line): Line {
  let room = longestLine;
  return line.map(({ role, text }) => {
    const shown = visible(text);
    const kept = shown.length <= room ? shown : room <= 0 ? '' : `${shown.slice(0, room - 1)}…`;
    room -= shown.length;
    return { role, text: kept };
  });
}

function textElement(line: Line, index: number): string {
  const y = barHeight + padding + (index + 0.75) * lineHeight;
  const spans = line
    .filter(({ text }) => text !== '')
    .map(
      ({ role, text }) =>
        `<tspan fill="${colours[role]}"${role === 'strong' ? ' font-weight="bold"' : ''}>${escapeXml(text)}</tspan>`,
    );
  return `  <text x="${padding}" y="${y}" xml:space="preserve">${spans.join('')}</text>`;
}

/** One finding as a picture of a terminal: an SVG that needs nothing from elsewhere and runs nothing. */
export function renderPicture(finding: Finding, command: string): string {
  const prompt: Line = [span('$ ', 'dim'), span(command, 'strong')];
  const lines = [prompt, [], ...findingLines(finding)].map(fitted);
  const columns = Math.max(...lines.map((line) => lineText(line).length));
  const width = Math.ceil(columns * advance) + 2 * padding;
  const height = barHeight + 2 * padding + lines.length * lineHeight;
  const dots = ['#ff5f56', '#ffbd2e', '#27c93f'].map(
    (fill, index) => `  <circle cx="${padding + 4 + index * 20}" cy="${barHeight / 2}" r="6" fill="${fill}"/>`,
  );
  const title = escapeXml(visible(lines.map(lineText).slice(2, 3).join('')));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}">`,
    `  <title>${title}</title>`,
    `  <rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
    ...dots,
    ...lines.map(textElement),
    '</svg>',
  ].join('\n')}\n`;
}
