import { fileURLToPath } from 'node:url';
import { SetupError } from '../base/errors.ts';
import type { Address } from './address.ts';
import { childEnvironment } from './child-environment.ts';

/** How a driver's process is started. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /**
   * Where it speaks: `stdio` (it reads 0 and writes 1, and moves both away before it runs foreign code) or `socket`
   * (descriptor 3, both ways; 1 and 2 are noise), for a runtime that cannot move descriptors.
   */
  readonly wire: 'stdio' | 'socket';
}

export interface LaunchOptions {
  /** Interpreter for `python:`; default `python3` on the PATH. */
  readonly python?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly integers?: 'number' | 'bigint';
  readonly values?: 'native' | 'tagged';
  /** Whether the Python driver may offer to fork (default `auto`: where it is safe). */
  readonly fork?: 'auto' | 'off';
  /** Folder from which `python:package.module` is imported. */
  readonly root: string;
}

/** @throws SetupError for an address that no driver answers for */
export function launchOf(address: Address, options: LaunchOptions): Launch {
  const env = childEnvironment(process.env, options.env);
  switch (address.scheme) {
    case 'python': {
      const name = address.function === null ? '' : `:${address.function}`;
      const args = [
        driverFile('python/vernier_driver.py'),
        '--path',
        options.root,
        '--target',
        `${address.target}${name}`,
        '--fork',
        options.fork ?? 'auto',
      ];
      return { command: options.python ?? 'python3', args, env, wire: 'stdio' };
    }
    case 'module': {
      const name = address.function === null ? [] : ['--function', address.function];
      const args = [
        '--disable-warning=ExperimentalWarning',
        driverFile('node/driver.ts'),
        '--module',
        address.target,
        ...name,
      ];
      return {
        command: process.execPath,
        args: [...args, '--integers', options.integers ?? 'number', '--values', options.values ?? 'native'],
        env,
        wire: 'socket',
      };
    }
    case 'driver': {
      const [command, ...args] = address.words;
      return { command, args, env, wire: 'stdio' };
    }
    case 'golden':
      throw new SetupError(
        'Cannot call "golden:": it stands for a retired legacy, whose answers are the golden vectors',
      );
    case 'exec':
      throw new SetupError(
        `Cannot call ${JSON.stringify(address.text)}: this version calls "python:", "module:" and "driver:" addresses`,
      );
  }
}

/** A driver beside this room: its source when this file is a source, its compiled form when this file is compiled. */
function driverFile(path: string): string {
  const compiled = !import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(`../drivers/${compiled ? path.replace(/\.ts$/, '.js') : path}`, import.meta.url));
}
