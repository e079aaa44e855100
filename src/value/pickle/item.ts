import type { Value } from '../value.ts';

/** What lies on the stack or in the memo while a pickle is read: a value, or something that may never become part of one. */
export type Item = Value | Internal;

/** Only the reader itself makes these: no content of a pickle can pass for one. */
export abstract class Internal {
  abstract readonly what: string;
}

/** A tuple that holds something internal: good for nothing but the arguments of a call. */
export class Arguments extends Internal {
  readonly what = 'a tuple with a class or function in it';
  readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    super();
    this.items = items;
  }
}

/** A string of Python 2 with bytes past ASCII: text in no known encoding, or bytes. Its reader decides. */
export class LegacyText extends Internal {
  readonly what = 'a Python 2 string with bytes past ASCII, whose encoding the file does not say,';
  readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    super();
    this.data = data;
  }
}

/** Stands for what was refused while a hostile pickle is looked through; it never leaves the reader. */
export class Refused extends Internal {
  readonly what = 'something refused';
}
