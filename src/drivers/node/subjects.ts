import { argumentsOf } from '../../value/arguments.ts';
import { decodeTree } from '../../value/decode.ts';
import type { JsonObject, JsonTree } from '../../value/json.ts';
import { toNative } from '../../value/native.ts';
import type { Value } from '../../value/value.ts';
import { changesSince, type NativeArguments, snapshotOf } from './mutation.ts';
import { seedRandom } from './seeded-random.ts';

/** As it is before a subject can put another in its place. */
const nanoseconds = process.hrtime.bigint;

export interface IncomingCall {
  readonly tree: JsonObject;
  readonly attachments: readonly Uint8Array[];
}

/** What a call did; `changed` holds the arguments after it when it changed them. */
export type Made = { readonly elapsedNs: number; readonly changed: NativeArguments | null } & (
  | { readonly value: unknown }
  | { readonly error: unknown }
);

/** What a subject is given: JavaScript's own values, with integers in one of two forms, or values of the model. */
export type ArgumentForm = 'number' | 'bigint' | 'tagged';

type Subject = (...args: unknown[]) => unknown;

/** Neither the module nor the address has a function for a subject: a fault of the set-up. */
export class SubjectNotFound extends Error {
  override readonly name = 'SubjectNotFound';
}

/** The functions of a module by name. A named function answers to every subject. */
export class Subjects {
  private readonly module: Readonly<Record<string, unknown>>;
  private readonly path: string;
  private readonly only: Subject | null;
  private readonly onlyName: string | null;
  private readonly form: ArgumentForm;

  /** @throws SubjectNotFound when the module does not export the named function */
  constructor(module: Readonly<Record<string, unknown>>, path: string, only: string | null, form: ArgumentForm) {
    this.module = module;
    this.path = path;
    this.form = form;
    this.onlyName = only;
    this.only = only === null ? null : this.exported(only);
  }

  names(): string[] {
    if (this.onlyName !== null) return [this.onlyName];
    return Object.keys(this.module).filter((name) => typeof this.module[name] === 'function');
  }

  /** Makes a call. A promise only when the subject gave one. */
  make(call: IncomingCall): Made | Promise<Made> {
    const subject = this.only ?? this.exported(String(call.tree.get('subject')));
    const native = this.argumentsOf(call);
    const before = snapshotOf(native);
    const named = Object.keys(native.kwargs).length > 0 ? [native.kwargs] : [];
    seedRandom(Number(call.tree.get('seed') ?? 0n));
    const start = nanoseconds();
    const done = (result: { value: unknown } | { error: unknown }): Made => {
      const elapsedNs = Number(nanoseconds() - start);
      return { ...result, elapsedNs, changed: changesSince(before, native) };
    };
    try {
      const value = subject(...native.args, ...named);
      if (!isThenable(value)) return done({ value });
      return Promise.resolve(value).then(
        (settled) => done({ value: settled }),
        (error: unknown) => done({ error }),
      );
    } catch (error) {
      return done({ error });
    }
  }

  private argumentsOf({ tree, attachments }: IncomingCall): NativeArguments {
    const members = new Map<string, JsonTree>([['args', tree.get('args') ?? []]]);
    members.set('kwargs', tree.get('kwargs') ?? new Map());
    // Decoded and converted as one value, so that what two arguments share stays shared.
    const both = decodeTree(members, attachments) as Value;
    if (this.form === 'tagged') return argumentsOf(both);
    const { args, kwargs } = toNative(both, { integers: this.form }) as {
      args: unknown[];
      kwargs: Record<string, unknown>;
    };
    return { args, kwargs };
  }

  private exported(name: string): Subject {
    const value = Object.hasOwn(this.module, name) ? this.module[name] : undefined;
    if (typeof value !== 'function') throw new SubjectNotFound(`${this.path} exports no function "${name}"`);
    return value as Subject;
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
