import { systemClock } from '../base/clock.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { goldenCheckLines } from '../reporters/golden-check.ts';
import { paint } from '../reporters/styled.ts';
import { byHandLine, retireSuite } from '../studies/retire-suite.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { type RunFlags, runOptions } from './run-options.ts';
import { openSession } from './session.ts';

/** Retires the legacy of a suite, or says what is in the way. @returns the exit code */
export async function retireAndTell(suite: string, flags: RunFlags & { readonly gone?: boolean }): Promise<number> {
  const project = await loadProject(process.cwd());
  const options = runOptions(flags, project);
  const session = openSession(false);
  const print = (text: string) => session.print(escapeTerminal(text));
  try {
    const { observer, signal, style } = session;
    const gone = flags.gone ?? false;
    const result = await retireSuite({ project, suite, options, gone, observer, clock: systemClock, signal });
    if ('check' in result) session.print(paint(goldenCheckLines(result.check), style));
    switch (result.kind) {
      case 'already':
        print(`${result.file}: legacy is retired already`);
        return exitCodes.pass;
      case 'retired':
        print(`${result.file}: legacy is "golden:" now, ${result.vectors} golden vectors answer for it`);
        print('Its code and its requirements can go; its address is kept in the provenance of the vectors');
        return exitCodes.pass;
      case 'by-hand':
        print(`${result.file} is written in a way that is not changed by a program. Nothing was changed. Write there:`);
        print(
          `  ${byHandLine}   in place of the definition of legacy with the address ${JSON.stringify(result.address)}`,
        );
        return exitCodes.setup;
      case 'refused':
        for (const reason of result.reasons) print(`Not retired: ${reason}`);
        return exitCodes.red;
      case 'not-asked':
        print('Not retired: the vectors could not be held against legacy one last time');
        print('If it is gone for good, say so with --gone: its vectors are then taken as they are');
        return exitCodes.inconclusive;
    }
  } finally {
    session.close();
  }
}
