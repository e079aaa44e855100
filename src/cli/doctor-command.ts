import type { Command } from 'commander';

const help = `
Examples:
  vernier doctor
  vernier doctor --json

It changes nothing, and makes no environment. See docs/doctor.md.

Exit codes:
  0    nothing stands in the way
  2    something must be mended first: each line says what to do`;

/** `vernier doctor` */
export function addDoctorCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('doctor')
    .summary('look whether machine and project have what Vernier needs')
    .description('Looks whether this machine and this project have what Vernier needs, and says what to do where not.')
    .option('--json', 'print the result as JSON to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (flags: { readonly json?: boolean }) => {
      const { doctorAndTell } = await import('./doctor-and-tell.ts');
      ends(await doctorAndTell(flags.json ?? false));
    });
}
