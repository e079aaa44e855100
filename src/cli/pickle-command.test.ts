import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSchema } from '../base/schema.ts';
import { pickleJson } from '../reporters/pickle-lines.ts';
import { inspectPickle } from '../value/pickle/inspect-pickle.ts';
import { vernierIn } from './fixtures/command.ts';
import { TestProject } from './fixtures/project.ts';

const fixtures = fileURLToPath(new URL('../value/pickle/fixtures/', import.meta.url));
const schema = JSON.parse(readFileSync(new URL('../../golden/schema/pickle-report-1.json', import.meta.url), 'utf8'));

let project: TestProject;
beforeAll(() => {
  project = new TestProject({ 'counts.json': '{"$deque": {"maxlen": 5, "items": [1, 2, 3]}}' });
  const put = (name: string, bytes: string | Buffer) => writeFileSync(join(project.root, name), bytes);
  put('good.pkl', readFileSync(`${fixtures}good/deque-p4.pkl`));
  put('array.pickle', readFileSync(`${fixtures}good/np-in-dict-p4.pkl`));
  put('hostile.pkl', readFileSync(`${fixtures}hostile/a06-py2-eval-p0.pkl`));
  put('escape.pkl', Buffer.from('cos\u001b[31m\u202e\nsystem\u009b\n.', 'utf8'));
  put('torn.pkl', Buffer.from('\x80\x04]', 'latin1'));
  put('record.pkl', Buffer.from('\x80\x02capp.models\nPoint\nK\x01K\x02\x86\x81.', 'latin1'));
});
afterAll(() => project.remove());
const inspect = (...args: string[]) => vernierIn(project.root, 'pickle', 'inspect', ...args);

describe('vernier pickle inspect', () => {
  it('says what a safe pickle holds and would import', () => {
    const { code, out, err } = inspect('array.pickle');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^array\.pickle: safe/);
    expect(out).toContain('numpy . dtype');
    expect(out).toContain('"w": array float64[2, 2]');
    expect(inspect('good.pkl').out).toContain('deque of 3 items');
  });

  it('says what an unsafe one would import, and runs nothing', () => {
    const before = readdirSync(project.root);
    const { code, out } = inspect('hostile.pkl');
    expect(code).toBe(1);
    expect(out).toMatch(/NOT SAFE[\s\S]*REFUSED {2}__builtin__ \. eval {2}\(at byte 0\)/);
    expect(readdirSync(project.root)).toEqual(before);
    expect(existsSync(join(project.root, 'canary-of-vernier-x'))).toBe(false);
  });

  it.each([
    ['torn.pkl', /not readable[\s\S]*ends before its STOP/],
    ['counts.json', /not readable[\s\S]*no such opcode/],
  ])('cannot read %s', (file, message) => {
    const { code, out } = inspect(file);
    expect(code).toBe(2);
    expect(out).toMatch(message);
  });

  it('prints nothing raw of what a pickle says', () => {
    for (const { out } of [inspect('escape.pkl'), inspect('escape.pkl', '--json')]) {
      expect(out).toContain('u202e');
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  it('reads a class as records when it is named', () => {
    expect(inspect('record.pkl').code).toBe(1);
    const { code, out } = inspect('record.pkl', '--record', 'app.models:Point=x,y');
    expect(code).toBe(0);
    expect(out).toMatch(/app\.models\.Point of 2 fields\n.*"x": 1\n.*"y": 2/);
    expect(inspect('record.pkl', '--record', 'Point').err).toContain('module:Name');
  });

  it('writes a report that conforms to its schema, whatever the file', () => {
    const { out } = inspect('hostile.pkl', '--json');
    expect(checkSchema(schema, JSON.parse(out))).toEqual([]);
    for (const folder of ['good', 'hostile']) {
      for (const file of readdirSync(fixtures + folder).filter((name) => name.endsWith('.pkl'))) {
        const report = inspectPickle(readFileSync(`${fixtures}${folder}/${file}`));
        expect(checkSchema(schema, JSON.parse(pickleJson(file, report))), file).toEqual([]);
        if (folder === 'good') expect(report.verdict, file).toBe('safe');
      }
    }
  });
});

describe('vernier diff of pickles', () => {
  const diff = (...args: string[]) => vernierIn(project.root, 'diff', ...args);

  it('compares what they hold with any other value file', () => {
    expect(diff('good.pkl', 'counts.json')).toMatchObject({ code: 0, err: '' });
    expect(diff('good.pkl', 'array.pickle').code).toBe(1);
  });

  it('refuses a hostile one', () => {
    const { code, err } = diff('hostile.pkl', 'good.pkl');
    expect(code).toBe(2);
    expect(err).toMatch(/hostile\.pkl is not a \.pkl file that can be read: .*__builtin__\.eval/);
  });
});
