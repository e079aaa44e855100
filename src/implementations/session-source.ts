import { setTimeout } from 'node:timers/promises';
import { SetupError } from '../base/errors.ts';
import { ForkServer } from './fork-server.ts';
import { type Died, Session, type SessionOptions } from './session.ts';

/** After so many deaths of fork servers that made no worker, processes are started anew, each with its own imports. */
const maxLostServers = 3;
/** One to confirm a crash in, one to go on in. */
const spareWorkers = 2;
const spareMs = 1000;

/**
 * Where processes come from: forked from one that has loaded everything, where the driver declares that this is safe,
 * and started anew elsewhere. Whoever asks does not see which, but for the time it takes.
 */
export class SessionSource {
  private readonly options: SessionOptions;
  /** Those too that are on their way out. */
  private readonly living = new Set<Session>();
  private server: ForkServer | null = null;
  private canFork: boolean;
  private opened = 0;
  private lostServers = 0;
  /** The first process, until it is known whether it forks. */
  private deciding: Promise<Session | null> | null = null;
  /** Workers that are ready before anybody asks. */
  private readonly spares: Promise<Session>[] = [];
  private closed = false;

  constructor(options: SessionOptions) {
    this.options = options;
    this.canFork = options.fork !== 'off';
  }

  /**
   * A process that has said hello.
   *
   * @throws SetupError when it does not start
   */
  async open(died: Died): Promise<Session> {
    this.opened += 1;
    while (this.canFork) {
      if (this.server?.isAlive) {
        const session = await this.forked();
        if (session === null) continue;
        session.died = died;
        return session;
      }
      if (this.deciding !== null) {
        await this.deciding.catch(() => {});
        continue;
      }
      this.deciding = this.decide();
      const first = await this.deciding.finally(() => {
        this.deciding = null;
      });
      if (first === null) continue;
      first.died = died;
      return first;
    }
    const session = this.track(new Session(this.options, () => {}));
    await session.start();
    // Not before: a process that does not start is told to whoever asked for it.
    session.died = died;
    return session;
  }

  /** True when a new process costs milliseconds. */
  get isForking(): boolean {
    return this.server?.isAlive ?? false;
  }

  async close(): Promise<void> {
    this.closed = true;
    // A worker on its way is waited for, so that the server is asked to stop and not killed; but not for long.
    await Promise.race([Promise.allSettled(this.spares), setTimeout(spareMs, null, { ref: false })]);
    await Promise.all([...this.living].map((session) => session.close()));
    await this.server?.close();
  }

  private track(session: Session): Session {
    this.living.add(session);
    void session.ended.then(() => this.living.delete(session));
    return session;
  }

  /** Starts a process: a fork server from now on, for which null is returned, or a worker like any other. */
  private async decide(): Promise<Session | null> {
    if (this.server !== null) {
      void this.server.close();
      this.server = null;
      this.spares.length = 0;
      this.lostServers += 1;
    }
    const session = this.track(new Session(this.options, () => {}));
    const greeting = await session.start();
    this.canFork = greeting.capabilities.includes('fork') && this.lostServers < maxLostServers && !this.closed;
    if (!this.canFork) return session;
    this.living.delete(session);
    this.server = new ForkServer(session, this.options.startMs);
    return null;
  }

  /** Null when no worker could be made. */
  private async forked(): Promise<Session | null> {
    try {
      let session = await this.spares.shift()?.catch(() => null);
      if (!session || session.isOver) session = await this.fork();
      this.lostServers = 0;
      // Where one process was replaced another may be soon. Not before, since most runs need no second one.
      if (this.opened > 1) this.prepare();
      return session;
    } catch {
      // A driver that refuses once is not asked again; one that is gone is started anew.
      if (this.server?.isAlive) this.canFork = false;
      if (this.closed) throw new SetupError(`Cannot start ${this.options.address}: it was closed`);
      return null;
    }
  }

  private prepare(): void {
    while (this.spares.length < spareWorkers && !this.closed) {
      const spare = this.fork();
      spare.catch(() => {});
      this.spares.push(spare);
    }
  }

  private async fork(): Promise<Session> {
    const server = this.server!;
    const running = await server.fork(this.opened > 1);
    const session = this.track(new Session(this.options, () => {}, running));
    session.adopt(server.greeting);
    if (this.closed) void session.close();
    return session;
  }
}
