import { float64Array } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';
import { NotTried, RuleBroken } from './probe.ts';
import { type CheckedDriver, type Rule, returnedValue, sameAs } from './rule.ts';

const pipelined = 1000;
/** Apart in time, so that the two halves of a message arrive in two reads. */
const pieceGapMs = 30;
/** What is left of the longest line for all but the string in it. */
const envelopeBytes = 1024;
const manyNumbers = 50_000;
const bigArrayItems = 1_000_000;

/** Many bytes, many messages, and noise. */
export const wireRules: readonly Rule[] = [
  {
    name: 'pipeline',
    wanted: `answers ${pipelined} calls that arrive at once, each once and in order`,
    level: 'required',
    check: pipeline,
  },
  {
    name: 'pieces',
    wanted: 'reads a message that arrives in pieces, cut inside a character too',
    level: 'required',
    check: pieces,
  },
  {
    name: 'long-line',
    wanted: 'reads and writes lines of many megabytes',
    level: 'required',
    async check(driver) {
      const text = 'long line '.repeat(Math.ceil((driver.settings.lineBytes - envelopeBytes) / 10));
      return driver.echoed(text.slice(0, driver.settings.lineBytes - envelopeBytes));
    },
  },
  {
    name: 'many-values',
    wanted: `echoes a list of ${manyNumbers} numbers`,
    level: 'required',
    check: (driver) => driver.echoed(Array.from({ length: manyNumbers }, (_, i) => (i % 2 === 0 ? BigInt(i) : i / 7))),
  },
  {
    name: 'attachments',
    wanted: 'echoes arrays of megabytes as attachments, several in one message, and reads what follows them',
    level: 'required',
    check: attachments,
  },
  {
    name: 'noise',
    wanted: 'keeps its frames clean while `noise` prints to standard output and error and reads standard input',
    level: 'required',
    check: noise,
  },
];

async function pipeline(driver: CheckedDriver): Promise<undefined> {
  const { probe, settings, greeting } = driver;
  const ids = Array.from({ length: pipelined }, () => probe.id());
  const calls = ids.map((id) => probe.callText(settings.echo, [BigInt(id)], { id }));
  probe.write(calls.map(({ text }) => text).join(''));
  if (greeting.capabilities.includes('concurrent')) {
    const open = new Set(ids);
    while (open.size > 0) {
      const { id, value } = await anyEcho(driver);
      if (!open.delete(id)) throw new RuleBroken(`Wanted one answer to each call; one came with id ${id}`);
      sameAs(BigInt(id), value);
    }
  } else for (const id of ids) sameAs(BigInt(id), returnedValue(await driver.outcome(id), [BigInt(id)]));
  return undefined;
}

/** Of a concurrent driver: the next answer, whatever it belongs to. */
async function anyEcho({ probe }: CheckedDriver): Promise<{ id: number; value: Value }> {
  const answer = await probe.anyAnswer('the answer to a call');
  if (answer.outcome === null) throw new RuleBroken('A call was answered like another verb');
  return { id: answer.id, value: returnedValue(answer.outcome, []) };
}

async function pieces(driver: CheckedDriver): Promise<string | undefined> {
  const { probe, settings } = driver;
  const value = 'Grüße 😀 日本語';
  const id = probe.id();
  const bytes = Buffer.from(probe.callText(settings.echo, [value], { id }).text);
  const cuts = [1, bytes.indexOf(0xc3) + 1, bytes.indexOf(0xf0) + 2, bytes.length - 1];
  for (const [i, cut] of cuts.entries()) {
    probe.writeBytes(bytes.subarray(i === 0 ? 0 : cuts[i - 1]!, cut));
    await new Promise((resolve) => setTimeout(resolve, pieceGapMs));
  }
  // The last byte of one message and the whole of the next in one read.
  const next = probe.id();
  probe.writeBytes(
    Buffer.concat([bytes.subarray(-1), Buffer.from(probe.callText(settings.echo, [value], { id: next }).text)]),
  );
  const remark = sameAs(value, returnedValue(await driver.outcome(id), [value]));
  return sameAs(value, returnedValue(await driver.outcome(next), [value])) ?? remark;
}

async function attachments(driver: CheckedDriver): Promise<string | undefined> {
  const { probe, settings, greeting } = driver;
  if (!greeting.capabilities.includes('attachments')) throw new NotTried('It does not declare "attachments"');
  const big = float64Array(Float64Array.from({ length: bigArrayItems }, (_, i) => i / 3));
  const newlines = float64Array(new Float64Array(new Uint8Array(80).fill(0x0a).buffer));
  const values: Value[] = [[big, float64Array([]), newlines], big, 'after'];
  const ids = values.map((value) => {
    const id = probe.id();
    const { text, parts } = probe.callText(settings.echo, [value], { id });
    probe.write(text, parts);
    return id;
  });
  const remarks: (string | undefined)[] = [];
  for (const [i, id] of ids.entries()) remarks.push(sameAs(values[i]!, returnedValue(await driver.outcome(id), [])));
  return remarks.find((remark) => remark !== undefined);
}

/** Enough to fill a pipe, and shaped like an answer. */
async function noise(driver: CheckedDriver): Promise<string | undefined> {
  const name = driver.subject('noise');
  const { probe } = driver;
  const ids = ['{"id":1,"value":0,"elapsed_ns":1}\n', 'x'.repeat(300_000), 'last'].map((text) => {
    const id = probe.id();
    probe.write(probe.callText(name, [text], { id }).text);
    return { id, text };
  });
  let remark: string | undefined;
  for (const { id, text } of ids) remark = sameAs(text, returnedValue(await driver.outcome(id), [text])) ?? remark;
  return remark;
}
