import { ValueSyntaxError } from './json.ts';
import type { CallArguments } from './outcome.ts';
import type { Value } from './value.ts';

/**
 * The arguments of a call as one value, `{"args": […], "kwargs": {…}}`: their one text form everywhere, so that an object that two arguments share is
 * still shared after it was written and read. `kwargs` is left out when there are none.
 */
export function argumentsValue({ args, kwargs }: CallArguments): Value {
  // New containers, so that they never count as shared themselves.
  const entries: [Value, Value][] = [['args', [...args]]];
  const named = Object.entries(kwargs);
  if (named.length > 0) entries.push(['kwargs', { kind: 'map', type: 'dict', entries: named }]);
  return { kind: 'map', type: 'dict', entries };
}

/** The way back. @throws ValueSyntaxError for a value that `argumentsValue` does not make. */
export function argumentsOf(value: Value): CallArguments {
  const members = membersOf(value);
  for (const key of members.keys()) {
    if (key !== 'args' && key !== 'kwargs')
      throw new ValueSyntaxError(`unknown key ${JSON.stringify(key)} beside "args" and "kwargs"`, null);
  }
  const args = members.get('args');
  if (!Array.isArray(args)) throw new ValueSyntaxError('wanted "args" to be a list', null);
  // No prototype: a keyword may have any name.
  const kwargs: Record<string, Value> = Object.create(null);
  for (const [name, argument] of members.has('kwargs') ? membersOf(members.get('kwargs')!) : [])
    kwargs[name] = argument;
  return { args, kwargs };
}

function membersOf(value: Value): Map<string, Value> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'map') {
    throw new ValueSyntaxError('wanted an object with "args" and "kwargs"', null);
  }
  return new Map(
    value.entries.map(([key, member]) => {
      if (typeof key !== 'string')
        throw new ValueSyntaxError('wanted the names of keyword arguments to be strings', null);
      return [key, member];
    }),
  );
}
