import { escapeXml } from './escape.ts';

/** An XML element: attributes in the order given, absent ones left out; children are elements or text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (Element | string)[];
}

export function element(name: string, attributes: Element['attributes'], children: Element['children'] = []): Element {
  return { name, attributes, children };
}

/** A document in XML 1.0 and UTF-8. */
export function xmlText(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}\n`;
}

function write(node: Element, indent: string): string {
  const attributes = Object.entries(node.attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
  const start = `${indent}<${node.name}${attributes}`;
  if (node.children.length === 0) return `${start}/>`;
  // Text is put directly between its tags: blanks around it would become part of it.
  const [only] = node.children;
  if (node.children.length === 1 && typeof only === 'string') return `${start}>${textOf(only)}</${node.name}>`;
  const inner = node.children.map((child) => (typeof child === 'string' ? textOf(child) : write(child, `${indent}  `)));
  return `${start}>\n${inner.join('\n')}\n${indent}</${node.name}>`;
}

/** Line breaks and tabs stay readable in element text; only a carriage return would be lost. */
function textOf(text: string): string {
  return escapeXml(text).replace(/&#(9|10);/g, (_reference, code) => String.fromCharCode(Number(code)));
}
