/**
 * Wire protocol 1 between Vernier and a driver.
 *
 * A message is one line of strict JSON (UTF-8, ended by `\n`) and, straight after it, the raw bytes of its attachments:
 * `{"id":7,"verb":"call",…,"att":[8000000]}\n<8000000 bytes>`. `att` lists the sizes, in order. Values are written in
 * the text form of `value/encode.ts`; an array in it is `{"$nd":{"dtype":"<f8","shape":[3],"order":"C","att":0}}` where
 * `att` is the index of the attachment that holds its buffer, or, for a driver that did not declare `attachments`,
 * `{"$nd":{…,"b64":"…"}}`, or, from any driver, `{"$nd":{…,"data":[…]}}` as in files.
 *
 * Vernier asks (`hello`, `call`, `ping`, `stop`), the driver answers each once with the same `id`, in order of arrival
 * unless it declared `concurrent`. A driver ends when it was told to `stop` or when its input ends.
 *
 * A driver that declared `fork` has loaded its implementation when it says hello, and may be told to `fork`. From then on
 * it makes no calls and answers in any order: it makes a copy of itself, a worker, at the head of a process group of its
 * own. The worker connects to the socket three times, says on each connection which it is, and serves calls on two of
 * them; it is not asked for another hello. The `fork` is answered when the worker has ended, or at once when there will
 * be none. A driver that ends takes its workers with it.
 */

export const protocolVersion = 1;

export interface HelloRequest {
  readonly id: number;
  readonly verb: 'hello';
  /** Versions Vernier speaks. */
  readonly protocols: readonly number[];
}

export interface HelloAnswer {
  readonly id: number;
  readonly hello: {
    readonly protocol: number;
    readonly language: string;
    readonly version: string;
    readonly packages: Readonly<Record<string, string>>;
    readonly platform: Readonly<Record<string, string>>;
    readonly capabilities: readonly string[];
    readonly subjects: readonly string[];
  };
}

/** The implementation could not be loaded; the driver ends after it. `setup` as in `RaisedError`. */
export interface FailedHelloAnswer {
  readonly id: number;
  readonly failed: { readonly class: string; readonly message: string; readonly trace: string };
}

/** `args` and `kwargs` are values in text form; `kwargs` may be left out, `seed` is 32 bits without sign. */
export interface CallRequest {
  readonly id: number;
  readonly verb: 'call';
  readonly subject: string;
  readonly args: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly warmUp?: true;
  readonly att?: readonly number[];
}

/** Exactly one of `value` and `error`. */
export interface CallAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: {
    readonly class: string;
    readonly bases: readonly string[];
    readonly message: string;
    readonly setup?: true;
  };
  readonly elapsed_ns: number;
  /** `[category, message]` each, at most 20. */
  readonly warnings?: readonly (readonly [string, string])[];
  /** The arguments after the call, only when the call changed them. */
  readonly args?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly att?: readonly number[];
}

/** Answered with `{"id":…,"pong":true}`; `stop` is answered with `{"id":…,"stopped":true}`, then the driver ends. */
export interface PingRequest {
  readonly id: number;
  readonly verb: 'ping' | 'stop';
}

/** `eager`: the worker sends every answer at once. */
export interface ForkRequest {
  readonly id: number;
  readonly verb: 'fork';
  /** Path of a Unix socket. */
  readonly socket: string;
  /** The worker's working and temporary folder. */
  readonly folder: string;
  readonly eager: boolean;
}

/** First line of each stream of a worker, from the worker; nothing answers it. */
export interface ForkedStream {
  /** Id of the request. */
  readonly fork: number;
  readonly pid: number;
  readonly stream: 'requests' | 'answers' | 'stderr';
}

/** How the worker ended: one of the two is null. Or there was none: `{"id":…,"failed":{…}}`. */
export interface ForkAnswer {
  readonly id: number;
  readonly ended: { readonly signal: string | null; readonly code: number | null };
}
