import { Command, CommanderError } from 'commander';
import { SetupError } from '../base/errors.ts';
import { version } from '../version.ts';
import { addCallCommand } from './call-command.ts';
import { addCompareCommand } from './compare-command.ts';
import { addDiffCommand } from './diff-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addDriverCommand } from './driver-command.ts';
import { exitCodeHelp, exitCodes } from './exit-codes.ts';
import { addFlagsCommand } from './flags-command.ts';
import { addGateCommand } from './gate-command.ts';
import { addGoldenCommand } from './golden-command.ts';
import { faultOf, guardEnd } from './guard-end.ts';
import { addHistoryCommand } from './history-command.ts';
import { addInitCommand } from './init-command.ts';
import { addMergeCommand } from './merge-command.ts';
import { addMigrateCommand } from './migrate-command.ts';
import { addNoiseCommand } from './noise-command.ts';
import { drained, tolerateClosedPipe } from './output.ts';
import { addPerfCommand } from './perf-command.ts';
import { addPickleCommand } from './pickle-command.ts';
import { addQueryCommand } from './query-command.ts';
import { addReplayCommand } from './replay-command.ts';
import { addReportCommand } from './report-command.ts';
import { addRetireCommand } from './retire-command.ts';
import { addRunCommand } from './run-command.ts';
import { addSelftestCommand } from './selftest-command.ts';
import { addToleranceCommand } from './tolerance-command.ts';
import { addWaiveCommands } from './waive-command.ts';

tolerateClosedPipe(process.stdout);
tolerateClosedPipe(process.stderr);
const finish = guardEnd();
process.exitCode = await main(process.argv);
await Promise.all([drained(process.stdout), drained(process.stderr)]);
finish();
// Nothing may keep the process alive any longer: a child that will not end has been killed by now.
process.exit();

/** Runs the command line and says how it ended. Every error becomes a message and an exit code here, nowhere else. */
async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.pass;
  const program = new Command('vernier')
    .description('Lays a modern implementation beside the legacy one it replaces and reads how far apart they are.')
    .version(version, '-V, --version', 'print the version')
    .showHelpAfterError('(add --help for what the command takes)')
    .exitOverride()
    .addHelpText('after', `\nExample:\n  vernier run expression --cases 5000\n\n${exitCodeHelp}`);
  const ends = (code: number) => {
    exitCode = code;
  };
  addRunCommand(program, ends);
  addReplayCommand(program, ends);
  addReportCommand(program, ends);
  addCompareCommand(program, ends);
  addCallCommand(program, ends);
  addDiffCommand(program, ends);
  addHistoryCommand(program, ends);
  addQueryCommand(program, ends);
  addInitCommand(program, ends);
  addGoldenCommand(program, ends);
  addRetireCommand(program, ends);
  addToleranceCommand(program, ends);
  addSelftestCommand(program, ends);
  addNoiseCommand(program, ends);
  addFlagsCommand(program, ends);
  addGateCommand(program, ends);
  addPerfCommand(program, ends);
  addWaiveCommands(program, ends);
  addPickleCommand(program, ends);
  addMergeCommand(program, ends);
  addMigrateCommand(program, ends);
  addDriverCommand(program, ends);
  addDoctorCommand(program, ends);
  try {
    if (argv.length <= 2) program.help({ error: true });
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.pass : exitCodes.setup;
  if (error instanceof SetupError) {
    process.stderr.write(`vernier: ${error.message}\n`);
    return exitCodes.setup;
  }
  process.stderr.write(`vernier: ${faultOf(error)}`);
  return exitCodes.internal;
}
