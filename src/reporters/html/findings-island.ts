import type { Finding } from '../../runner/report.ts';
import { type Card, type CardSize, cardOf } from './finding-card.ts';
import { type Markup, nothing, trusted } from './markup.ts';

/** What the findings beyond the first may take of the page; it should stay below 5 MB with everything else in it. */
const roomBytes = 3_900_000;

/** The first that lets all findings fit is taken. */
const sizes: readonly CardSize[] = [
  { value: 200, text: 300, opinions: true },
  { value: 80, text: 120, opinions: true },
  { value: 50, text: 80, opinions: false },
];

/** More never fit: the shortest take more than 200 bytes each. */
const mostHeld = 20_000;
const sampled = 400;

/** Findings as data in the page, for its script. */
export interface Island {
  readonly markup: Markup;
  /** How many of them it holds. */
  readonly held: number;
}

/**
 * Findings as JSON inside the page. A text that occurs twice is written once and pointed to by its number; a finding is
 * one array: id, subject, modern, status, class, severity, kind, title, cases, fields.
 */
export function restIsland(findings: readonly Finding[]): Island {
  if (findings.length === 0) return { markup: nothing, held: 0 };
  const size = sizes.find((one) => estimate(findings, one) <= roomBytes) ?? sizes.at(-1)!;
  const cards = findings.slice(0, mostHeld).map((finding) => cardOf(finding, size));
  let held = cards.length;
  let text = islandText(cards);
  // Cards are much alike, so a share of them takes about that share of the room; a tenth less to be safe.
  while (Buffer.byteLength(text) > roomBytes && held > 0) {
    held = Math.floor(held * Math.min(0.99, (0.9 * roomBytes) / Buffer.byteLength(text)));
    text = islandText(cards.slice(0, held));
  }
  return { markup: trusted(`<script type="application/json" id="rest">${text}</script>\n`), held };
}

/** What all would take, by a sample of them. */
function estimate(findings: readonly Finding[], size: CardSize): number {
  const step = Math.ceil(findings.length / sampled);
  const sample = findings.filter((_, index) => index % step === 0).map((finding) => cardOf(finding, size));
  return (Buffer.byteLength(islandText(sample)) * findings.length) / sample.length;
}

type Packed = string | number;

function islandText(cards: readonly Card[]): string {
  const times = new Map<string, number>();
  const strings: string[] = [];
  const numbers = new Map<string, number>();
  for (const card of cards) for (const text of textsOf(card)) times.set(text, (times.get(text) ?? 0) + 1);
  const pack = (text: string): Packed => {
    if (text.length < 3 || times.get(text) === 1) return text;
    let number = numbers.get(text);
    if (number === undefined) {
      number = strings.push(text) - 1;
      numbers.set(text, number);
    }
    return number;
  };
  const rows = cards.map((card) => [
    ...headOf(card).map(pack),
    // Apart from texts, a number would be taken for one.
    [card.cases],
    ...card.fields.map(([label, text, from = 0, to = 0]) => {
      const shortened = label === 'replay' ? text.replace(card.id, '\u0000') : text;
      return from < to ? [pack(label), pack(shortened), from, to] : [pack(label), pack(shortened)];
    }),
  ]);
  return inertScript(JSON.stringify({ strings, rows }));
}

function headOf({ id, subject, modern, status, class: driftClass, severity, kind, title }: Card): string[] {
  return [id, subject, modern, status, driftClass, severity, kind, title];
}

function textsOf(card: Card): string[] {
  const fields = card.fields.flatMap(([label, text]) => [
    label,
    label === 'replay' ? text.replace(card.id, '\u0000') : text,
  ]);
  return [...headOf(card), ...fields];
}

/** JSON inside a script element: nothing in it ends the element, opens a comment or breaks a line of JavaScript. */
export function inertScript(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
