import { expect, it } from 'vitest';
import { sameVersion } from './same-version.ts';

it.each([
  ['1.0', '1.0.0', true],
  ['1.10', '1.1', false],
  ['1.0.0', '1', true],
  ['10', '1', false],
  ['0', '0.0', true],
  ['2024.08', '2024.8', true],
  ['1.0rc1', '1.0.RC-1', true],
  ['1.0.0a1', '1.0alpha1', true],
  ['1.0rc1', '1.0', false],
  ['1.0.post1', '1.0-1', true],
  ['1.0.post1', '1.0.post2', false],
  ['1.0.dev3', '1.dev3', true],
  ['0!1.0', '1.0', true],
  ['1!1.0', '1.0', false],
  ['2.1.0', '2.1.0+cpu', true],
  ['2.1.0+cpu', '2.1.0', false],
  ['2.1.0+cpu.1', '2.1.0+CPU-1', true],
  ['1.0', '', false],
])('sameVersion() of %s and %s is %s, as PEP 440 has it', (pinned, installed, expected) => {
  expect(sameVersion(pinned, installed)).toBe(expected);
});
