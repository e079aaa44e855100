import { SetupError } from '../base/errors.ts';

/** Whether this is a machine that nobody sits at: `CI` is set to anything but nothing, `0` or `false`. */
export function inCi(): boolean {
  const { CI } = process.env;
  return CI !== undefined && !['', '0', 'false'].includes(CI);
}

/** @throws SetupError in CI @param what What is not done there: `Golden vectors are reviewed` */
export function refuseCi(what: string): void {
  if (inCi())
    throw new SetupError(
      `${what} by a person, never in CI (the environment variable CI is set). Do it on your machine and commit the files`,
    );
}
