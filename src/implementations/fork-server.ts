import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { makeScratchFolder, removeScratchFolder } from '../disk/scratch-folder.ts';
import { type JsonObject, parseJson } from '../value/json.ts';
import { objectOf } from './answer.ts';
import type { Greeting } from './implementation.ts';
import type { Exit, Running } from './running.ts';
import type { Session } from './session.ts';

/** The first line of a stream of a new worker has fewer bytes than this. */
const maxFirstLine = 200;
const streamNames = ['requests', 'answers', 'stderr'];
const gone: Exit = { code: null, signal: 'SIGKILL', startError: null };

/** A worker from the request for it to its end. */
interface Birth {
  readonly folder: string;
  readonly streams: Map<string, Socket>;
  readonly exit: Promise<Exit>;
  readonly born: (running: Running) => void;
  readonly failed: (error: Error) => void;
  readonly ended: (exit: Exit) => void;
  running: boolean;
}

/**
 * Vernier's end of a driver that forks: a process that has loaded its targets, makes no calls, and makes workers of
 * itself. Each worker brings streams of its own to a socket in a folder that only this user may enter, so that it starts
 * with a clean wire whatever became of the ones before it. Requests and answers have one each: a stream that goes both
 * ways would be torn down, unread answers and all, by the first request that a dead worker does not take.
 */
export class ForkServer {
  readonly greeting: Greeting;
  private readonly session: Session;
  private readonly startMs: number;
  private readonly folder = makeScratchFolder('vernier-');
  private readonly path = join(this.folder, 's');
  private readonly births = new Map<number, Birth>();
  private readonly server: Server;
  private readonly listening: Promise<void>;

  /** @param session the process, which said in its greeting that it can fork, and answers in any order from now on */
  constructor(session: Session, startMs: number) {
    this.session = session;
    this.greeting = session.greeting!;
    this.startMs = startMs;
    session.becomeForkServer();
    session.died = () => this.lost();
    this.server = createServer({ allowHalfOpen: true, pauseOnConnect: false }, (socket) => this.greet(socket));
    this.listening = new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.path, resolve);
    });
    this.listening.catch(() => {});
  }

  get isAlive(): boolean {
    return !this.session.isOver;
  }

  /**
   * Makes a worker, which has answered nothing yet.
   *
   * @param eager it sends every answer at once, at some cost of speed, so that none is lost should it die
   * @throws Error when there can be none: the process is gone, or refuses
   */
  async fork(eager: boolean): Promise<Running> {
    await this.listening;
    if (!this.isAlive) throw new SetupError('The process that forks is gone');
    const folder = makeScratchFolder('vernier-');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.fail(id, new SetupError(`No worker came within ${this.startMs} ms`)),
        this.startMs,
      );
      let ended!: (exit: Exit) => void;
      const exit = new Promise<Exit>((settle) => {
        ended = settle;
      });
      const settled = () => clearTimeout(timer);
      const members = `"socket":${JSON.stringify(this.path)},"folder":${JSON.stringify(folder)},"eager":${eager}`;
      const id = this.session.request('fork', members, (answer) => this.answered(id, answer));
      const born = (running: Running) => [settled(), resolve(running)];
      const failed = (error: Error) => [settled(), reject(error)];
      this.births.set(id, { folder, streams: new Map(), exit, born, failed, ended, running: false });
    });
  }

  /** Ends the process and its workers. Safe to call when it is gone. */
  async close(): Promise<void> {
    this.server.close();
    await this.session.close();
    this.lost();
    await removeScratchFolder(this.folder);
  }

  /** The answer to `fork` comes when the worker has ended, or at once when there will be none. */
  private answered(id: number, answer: JsonObject): void {
    const birth = this.births.get(id);
    if (birth === undefined) return;
    if (answer.has('failed') || !birth.running) {
      this.fail(id, new SetupError('The driver did not fork'));
      return;
    }
    this.births.delete(id);
    const how = objectOf(answer.get('ended'), '"ended"');
    const [signal, code] = [how.get('signal'), how.get('code')];
    const exit = { code: typeof code === 'bigint' ? Number(code) : null, startError: null };
    birth.ended({ ...exit, signal: typeof signal === 'string' ? signal : null });
  }

  private fail(id: number, error: Error): void {
    const birth = this.births.get(id);
    if (birth === undefined) return;
    this.births.delete(id);
    for (const stream of birth.streams.values()) stream.destroy();
    birth.ended(gone);
    if (birth.running) return;
    void removeScratchFolder(birth.folder);
    birth.failed(error);
  }

  /** Its workers died with it. */
  private lost(): void {
    for (const id of [...this.births.keys()]) this.fail(id, new SetupError('The process that forks is gone'));
  }

  /** Reads the line with which a worker says whose stream this is. */
  private greet(socket: Socket): void {
    let seen = Buffer.alloc(0);
    const read = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        seen = Buffer.concat([seen, chunk]);
        const end = seen.indexOf(0x0a);
        if (end < 0 && seen.length <= maxFirstLine) continue;
        socket.off('readable', read);
        if (end < 0 || !this.place(socket, seen.toString('latin1', 0, end))) socket.destroy();
        else if (end + 1 < seen.length) socket.unshift(seen.subarray(end + 1));
        return;
      }
    };
    socket.on('error', () => {});
    socket.on('readable', read);
  }

  private place(socket: Socket, line: string): boolean {
    const first = firstLine(line);
    const birth = first === null ? undefined : this.births.get(first.fork);
    if (first === null || birth === undefined || birth.running || birth.streams.has(first.stream)) return false;
    birth.streams.set(first.stream, socket);
    const [requests, answers, stderr] = streamNames.map((name) => birth.streams.get(name));
    if (requests === undefined || answers === undefined || stderr === undefined) return true;
    birth.running = true;
    const { folder, exit } = birth;
    birth.born({ pid: first.pid, input: requests, output: answers, noise: [stderr], folder, exit });
    return true;
  }
}

/** `{"fork":7,"pid":123,"stream":"answers"}`; null when the line is not that. */
function firstLine(line: string): { fork: number; pid: number; stream: string } | null {
  try {
    const members = objectOf(parseJson(line), 'an object');
    const [fork, pid, stream] = ['fork', 'pid', 'stream'].map((name) => members.get(name));
    if (typeof fork !== 'bigint' || typeof pid !== 'bigint' || pid <= 1n) return null;
    if (typeof stream !== 'string' || !streamNames.includes(stream)) return null;
    return { fork: Number(fork), pid: Number(pid), stream };
  } catch {
    return null;
  }
}
