import { sha256 } from '../base/digest.ts';
import type { Value } from '../value/value.ts';

/** A container taken apart: its parts in groups, in their order or in none. */
export interface Opened {
  readonly name: string;
  readonly ordered: boolean;
  readonly groups: readonly (readonly Value[])[];
}

export interface GraphReader {
  /** Null for a container. */
  leafText(value: Value): string | null;
  open(value: Value): Opened;
}

interface Node {
  readonly name: string;
  readonly ordered: boolean;
  /** Text of a leaf, or the number of a node. */
  readonly groups: readonly (readonly (string | number)[])[];
}

/** Labels written in all rounds: a graph that needs more has no label. */
const mostWork = 200_000;
const mostParts = 100_000;

/**
 * A text that is the same for two values exactly when they unfold to the same tree, however large or endless it is and
 * however their parts are shared; null when the value is too large.
 *
 * Every container gets a label made from the labels of its parts in the round before: after k rounds two containers
 * have the same label when they unfold alike to depth k (Moore 1956, "Gedanken-experiments on sequential machines"). When a
 * round tells no more of them apart than the last one did, no later round will, and two values that then have the same set
 * of labels after as many rounds are alike to every depth if their roots are alike now: what is alike to the depth before
 * is, by way of its like in the other value, alike to this depth too.
 */
export function graphLabel(root: Value, reader: GraphReader): string | null {
  const nodes = gather(root, reader);
  if (nodes === null) return null;
  const parts = nodes.reduce((sum, { groups }) => sum + groups.length + 1, 0);
  let labels: readonly string[] = nodes.map(() => '');
  for (let round = 1, kinds = 0; round * parts <= mostWork; round++) {
    const before = labels;
    labels = nodes.map((node) => labelOf(node, before));
    const distinct = new Set(labels);
    if (distinct.size === kinds) return `${round} ${labels[0]} ${sha256([...distinct].sort().join())}`;
    kinds = distinct.size;
  }
  return null;
}

function labelOf({ name, ordered, groups }: Node, labels: readonly string[]): string {
  const texts = groups.map((group) =>
    JSON.stringify(group.map((part) => (typeof part === 'string' ? part : [labels[part]!]))),
  );
  return sha256(JSON.stringify([name, ordered ? texts : texts.sort()]));
}

/** Every container once, the root first; breadth first, so that nothing nests. */
function gather(root: Value, reader: GraphReader): Node[] | null {
  const numbers = new Map<Value, number>([[root, 0]]);
  const order = [root];
  const nodes: Node[] = [];
  let seen = 0;
  for (let at = 0; at < order.length; at++) {
    const { name, ordered, groups } = reader.open(order[at]!);
    seen += groups.length + 1;
    if (seen > mostParts) return null;
    const partOf = (part: Value): string | number => {
      const text = reader.leafText(part);
      if (text !== null) return text;
      const known = numbers.get(part);
      if (known !== undefined) return known;
      numbers.set(part, order.length);
      return order.push(part) - 1;
    };
    nodes.push({ name, ordered, groups: groups.map((group) => group.map(partOf)) });
  }
  return nodes;
}
