/**
 * Vernier's driver for JavaScript: calls functions of a module and answers over wire protocol 1 on descriptor 3, both
 * ways. Descriptors 0 to 2 are the null device and noise, so that `console.log` of a subject touches no frame.
 *
 *     node driver.ts --module /absolute/file.ts [--function name] [--integers number|bigint] [--values native|tagged]
 *
 * Arguments arrive as `toNative` of the value room writes them, or with `--values tagged` as the values they are; named ones, if any, as one object after the others.
 * A promise is awaited before the next call begins. `Math.random` draws from the call's seed.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { answerText, errorText, helloText } from './answer-text.ts';
import { type IncomingCall, Subjects } from './subjects.ts';
import { traceFromHere } from './trace-from-here.ts';
import { Wire } from './wire.ts';

const { values: options } = parseArgs({
  options: {
    module: { type: 'string' },
    function: { type: 'string' },
    integers: { type: 'string', default: 'number' },
    values: { type: 'string', default: 'native' },
  },
});

const wire = new Wire(3);
let subjects: Subjects | null = null;

for await (const message of wire.messages()) {
  const id = Number(message.tree.get('id'));
  const verb = message.tree.get('verb');
  if (verb === 'call') {
    const answer = await answerCall(id, { tree: message.tree, attachments: message.attachments });
    const drained = wire.send(answer.text, answer.parts);
    if (drained !== null) await drained;
  } else if (verb === 'hello') {
    await hello(id);
  } else if (verb === 'ping') {
    wire.send(`{"id":${id},"pong":true}\n`, []);
    wire.flush();
  } else {
    wire.send(`{"id":${id},"stopped":true}\n`, []);
    break;
  }
}
await wire.close();
// Whatever timers or sockets the subject left behind do not keep the driver alive.
process.exit(0);

async function hello(id: number): Promise<void> {
  const path = options.module ?? '';
  try {
    const module: Record<string, unknown> = await import(pathToFileURL(path).href);
    subjects = new Subjects(
      module,
      path,
      options.function ?? null,
      options.values === 'tagged' ? 'tagged' : options.integers === 'bigint' ? 'bigint' : 'number',
    );
    traceFromHere();
    wire.send(helloText(id, subjects.names()), []);
    wire.flush();
  } catch (error) {
    const { class: name, message } = errorText(error);
    const trace = error instanceof Error ? String(error.stack) : '';
    wire.send(`${JSON.stringify({ id, failed: { class: name, message, trace } })}\n`, []);
    await wire.close();
    process.exit(1);
  }
}

async function answerCall(id: number, call: IncomingCall): Promise<{ text: string; parts: readonly Uint8Array[] }> {
  try {
    const made = subjects!.make(call);
    return answerText(id, made instanceof Promise ? await made : made);
  } catch (error) {
    return answerText(id, { error, elapsedNs: 0, changed: null });
  }
}
