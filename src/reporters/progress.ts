import type { Clock } from '../base/clock.ts';
import { escapeTerminal } from './escape.ts';
import { count } from './quantity.ts';
import type { Style } from './styled.ts';

/** How far a run is. */
export interface ProgressState {
  readonly done: number;
  readonly total: number;
  readonly suite: string;
  readonly subject: string;
  /** Cases a second. */
  readonly rate: number;
  readonly red: number;
}

export interface Progress {
  update(state: ProgressState): void;
  /** Text between the updates (a finding, a note), in whole lines that are escaped already; the bar steps aside. */
  print(text: string): void;
  /** Takes the bar away; in CI says how it ended. Safe to call twice. */
  finish(): void;
}

export interface ProgressOptions {
  readonly stream: { write(text: string): unknown };
  readonly clock: Clock;
  readonly style: Style;
  /** True: one line that is drawn over and over (a terminal). False: plain lines now and then (CI, a pipe). */
  readonly live: boolean;
  /** Width of the terminal in characters. */
  readonly columns?: number;
}

/** A terminal is redrawn ten times a second, which looks smooth; a log gets a line every ten seconds, so that CI sees life and no flood. */
const liveMs = 100;
const plainMs = 10_000;
const barWidth = 24;
/** CSI 2K: erase the line; then back to its start. */
const erase = '\r\u001b[2K';

export function createProgress({ stream, clock, style, live, columns = 80 }: ProgressOptions): Progress {
  let state: ProgressState | null = null;
  let written: ProgressState | null = null;
  let drawn = false;
  let last = live ? Number.NEGATIVE_INFINITY : clock.ms();

  const draw = (current: ProgressState) => {
    stream.write(live ? erase + liveLine(current, columns, style) : `${plainLine(current)}\n`);
    written = current;
    drawn = live;
    last = clock.ms();
  };
  const clear = () => {
    if (drawn) stream.write(erase);
    drawn = false;
  };
  return {
    update(next) {
      state = next;
      if (clock.ms() - last >= (live ? liveMs : plainMs)) draw(next);
    },
    print(text) {
      const wasDrawn = drawn;
      clear();
      stream.write(`${text}\n`);
      if (wasDrawn && state !== null) draw(state);
    },
    finish() {
      clear();
      if (!live && state !== null && state !== written) draw(state);
      state = null;
    },
  };
}

function share({ done, total }: ProgressState): number {
  return total <= 0 ? 0 : Math.min(1, done / total);
}

/** `12:05`, `1:00:05`: time left at the present rate; nothing when there is none to tell. */
function left({ done, total, rate }: ProgressState): string {
  if (!(rate > 0) || done >= total) return '';
  const seconds = Math.ceil((total - done) / rate);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function facts(state: ProgressState): string[] {
  const { done, total, rate, red } = state;
  const time = left(state);
  return [
    `${count(done)}/${count(total)}`,
    rate > 0 ? `${count(Math.round(rate))} cases/s` : '',
    red > 0 ? `${count(red)} red` : '',
    time === '' ? '' : `${time} left`,
  ].filter((fact) => fact !== '');
}

function nameOf({ suite, subject }: ProgressState): string {
  return escapeTerminal(`${suite}/${subject}`);
}

/** Cut to the terminal's width, since a line that wraps cannot be erased. */
function liveLine(state: ProgressState, columns: number, style: Style): string {
  const filled = Math.floor(share(state) * barWidth);
  const name = nameOf(state).slice(0, 30);
  const text = ` ${facts(state).join(' · ')}`;
  const room = columns - 1 - barWidth - 3;
  const head = name.slice(0, Math.max(0, room - text.length));
  const tail = text.slice(0, Math.max(0, room - head.length));
  const blocks =
    style(state.red > 0 ? 'bad' : 'good', '█'.repeat(filled)) + style('dim', '░'.repeat(barWidth - filled));
  return room < 8 ? text.trimStart().slice(0, Math.max(0, columns - 1)) : `${head} ${blocks} ${tail.trimStart()}`;
}

function plainLine(state: ProgressState): string {
  return `${nameOf(state)}: ${facts(state).join(', ')} (${Math.floor(share(state) * 100)}%)`;
}
