import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from a later one that got the same number. */
export interface ProcessMark {
  /** Machine, and on Linux its process namespace: numbers mean nothing across containers. */
  readonly host: string;
  readonly pid: number;
  /** When it started, in the system's own words: only ever compared for equality. */
  readonly started: string;
}

let own: ProcessMark | undefined;

/** The mark of this process. */
export function thisProcess(): ProcessMark {
  own ??= { host: thisHost(), pid: process.pid, started: startOf(process.pid) ?? '' };
  return own;
}

/** Whether a process is gone for certain; false when that cannot be told (another host). */
export function isGone(mark: ProcessMark): boolean {
  if (mark.host !== thisProcess().host) return false;
  const started = startOf(mark.pid);
  return started === undefined || (mark.started !== '' && started !== mark.started);
}

function thisHost(): string {
  const namespace = process.platform === 'linux' ? `/${attempt(() => readlinkSync('/proc/self/ns/pid')) ?? ''}` : '';
  return `${hostname()}${namespace}`;
}

/** When a process started; undefined when there is none (a zombie is none: it holds nothing any more). */
function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

function startOnLinux(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name, in brackets, may hold anything: fields count from after the last bracket, the state being the third.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  return `${boot ?? ''}/${fields[19]}`;
}

function startByPs(pid: number): string | undefined {
  const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const arguments_ = ['-o', 'stat=,lstart=', '-p', String(pid)];
  const line = attempt(() => execFileSync('ps', arguments_, { encoding: 'utf8', stdio: 'pipe', env: environment }));
  const [state, ...started] = line?.trim().split(/\s+/) ?? [];
  return state === undefined || state === '' || state.startsWith('Z') ? undefined : started.join(' ');
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
