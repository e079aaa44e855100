import type { ArgumentKind } from '../suite/starter/starter-request.ts';

/** The flags of `vernier init` as commander gives them. */
export interface InitFlags {
  readonly legacy?: string;
  readonly modern?: string;
  readonly subject?: string;
  readonly takes?: readonly ArgumentKind[];
  readonly js?: boolean;
  readonly yes?: boolean;
}
