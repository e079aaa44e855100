import { RuleBroken } from './probe.ts';
import { type CheckedDriver, endsWell, type Rule, returnedValue, sameAs, stopped } from './rule.ts';

const lastCalls = 20;

/** How a driver ends, each in a process of its own. */
export const endRules: readonly Rule[] = [
  {
    name: 'stop',
    wanted: 'answers "stop" with "stopped" and ends, with exit code 0 and not a byte more',
    level: 'required',
    fresh: true,
    check: (driver) => stopped(driver).then(() => undefined),
  },
  {
    name: 'end-of-input',
    wanted: 'ends with exit code 0 when its input ends',
    level: 'required',
    fresh: true,
    async check({ probe }) {
      probe.closeInput();
      await endsWell(probe, 'its input ended');
      return undefined;
    },
  },
  {
    name: 'last-answers',
    wanted: `answers the ${lastCalls} calls that came before its input ended`,
    level: 'required',
    fresh: true,
    check: lastAnswers,
  },
  {
    name: 'unknown-verb',
    wanted: 'answers a verb it does not know with an error, or ends; it is not silent and does not take it for a call',
    level: 'required',
    fresh: true,
    check: unknownVerb,
  },
  {
    name: 'crash',
    wanted: 'does not live on, or answer, when `crash` ends the process',
    level: 'required',
    fresh: true,
    check: crash,
  },
];

async function lastAnswers(driver: CheckedDriver): Promise<undefined> {
  const { probe, settings } = driver;
  const ids = Array.from({ length: lastCalls }, () => probe.id());
  probe.write(ids.map((id) => probe.callText(settings.echo, [BigInt(id)], { id }).text).join(''));
  probe.closeInput();
  for (const id of ids) sameAs(BigInt(id), returnedValue(await driver.outcome(id), [BigInt(id)]));
  await endsWell(probe, 'its input ended');
  return undefined;
}

async function unknownVerb(driver: CheckedDriver): Promise<string> {
  const { probe } = driver;
  const id = probe.id();
  probe.write(`{"id":${id},"verb":"dance","subject":${JSON.stringify(driver.settings.echo)},"args":[1],"seed":0}\n`);
  let answer: Awaited<ReturnType<typeof probe.answer>>;
  try {
    answer = await probe.answer(id, 'an error as the answer to an unknown verb, or the end');
  } catch (error) {
    if (probe.ending !== null && probe.ending.signal === null) return `ends with exit code ${probe.ending.exitCode}`;
    throw error;
  }
  if (answer.outcome?.kind === 'raised') {
    await driver.echoed('next');
    return 'answers with an error';
  }
  if (answer.outcome === null && (answer.members.has('stopped') || answer.members.has('failed'))) {
    if ((await probe.ended()) !== null) return 'ends';
  }
  throw new RuleBroken(
    'Wanted an error as the answer to an unknown verb, or the end; it was answered like a known one',
  );
}

async function crash(driver: CheckedDriver): Promise<string> {
  const { probe } = driver;
  const id = probe.id();
  probe.write(probe.callText(driver.subject('crash'), [], { id }).text);
  await probe.answerOrEnd();
  probe.refuseMore('no answer to a call that ended the process');
  if (probe.ending === null) throw new RuleBroken('Wanted it to end; it runs on');
  const { signal, exitCode } = probe.ending;
  return signal === null ? `exit code ${exitCode}` : signal;
}
