import { protocolVersion } from '../../implementations/protocol.ts';
import { RuleBroken } from './probe.ts';
import type { ProbeSettings, Rule } from './rule.ts';

/** A version that no driver speaks. */
const unknownVersion = 999;

/** What a driver says to its first question. These open processes of their own. */
export const helloRules: readonly Rule[] = [
  {
    name: 'hello',
    wanted: 'says hello: protocol, language, version, packages, platform, capabilities, subjects',
    level: 'required',
    async check({ greeting }) {
      const { language, languageVersion, capabilities, subjects } = greeting;
      if (language === '' || languageVersion === '') throw new RuleBroken('"language" or "version" is empty');
      const can = capabilities.length === 0 ? 'declares nothing' : `declares ${capabilities.join(', ')}`;
      return `${language} ${languageVersion}; ${can}; ${subjects.length} subjects`;
    },
  },
  {
    name: 'hello-choice',
    wanted: `chooses version ${protocolVersion} where it is offered among others`,
    level: 'required',
    check: async ({ settings }) => {
      const said = await versionSaid(settings, [unknownVersion, protocolVersion]);
      if (said !== protocolVersion) {
        throw new RuleBroken(`Offered versions ${unknownVersion} and ${protocolVersion} it speaks ${said}`);
      }
      return undefined;
    },
  },
  {
    name: 'hello-unknown',
    wanted: 'does not claim a version it does not speak',
    level: 'required',
    check: async ({ settings }) => {
      const said = await versionSaid(settings, [unknownVersion]);
      if (said === unknownVersion) {
        throw new RuleBroken(`Offered version ${unknownVersion} alone it says that it speaks it`);
      }
      return said === null ? 'answers "failed"' : `answers with version ${said}, which the asker refuses`;
    },
  },
];

/** Goes first of all the others: where it holds, it tells after each of them that nothing is left on the wire. */
export const pingRule: Rule = {
  name: 'ping',
  wanted: 'answers "ping" with "pong"',
  level: 'required',
  async check(driver) {
    await driver.ping();
    return undefined;
  },
};

/** The version it answers with; null when it answers `failed` or ends without a word. */
async function versionSaid(settings: ProbeSettings, offered: readonly number[]): Promise<number | null> {
  const probe = settings.open();
  try {
    const id = probe.id();
    probe.write(`{"id":${id},"verb":"hello","protocols":[${offered}]}\n`);
    const { outcome, ...rest } = await probe.answer(id, 'the answer to "hello"').catch((error: unknown) => {
      if (probe.ending !== null && probe.ending.signal === null) return { outcome: null, members: new Map() };
      throw error;
    });
    if (outcome !== null || !('members' in rest)) throw new RuleBroken('"hello" was answered like a call');
    const hello = rest.members.get('hello');
    return hello instanceof Map ? Number(hello.get('protocol')) : null;
  } finally {
    await probe.close();
  }
}
