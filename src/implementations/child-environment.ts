/**
 * Variables a driver inherits. Everything else stays behind: tokens and passwords live in the environment, and a result
 * must not depend on who ran it. `HOME` and `PYENV_*` are needed by interpreters that are found through a shim.
 */
const inherited = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
  'PYENV_ROOT',
  'PYENV_VERSION',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // `off` keeps the Python driver from forking.
  'VERNIER_FORK',
];

/** What numerics depend on, held still: one thread for every linear algebra library, fixed hashing, time zone and locale. */
const controlled: Readonly<Record<string, string>> = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  BLIS_NUM_THREADS: '1',
  VECLIB_MAXIMUM_THREADS: '1',
  NUMEXPR_NUM_THREADS: '1',
  RAYON_NUM_THREADS: '1',
  PYTHONHASHSEED: '0',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONNOUSERSITE: '1',
  PYTHONIOENCODING: 'utf-8:backslashreplace',
  TZ: 'UTC',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
};

/** The environment of a driver: what may be inherited, what is controlled, and what the suite sets, which wins. */
export function childEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  fromSuite: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of inherited) {
    const value = own[name];
    if (value !== undefined) env[name] = value;
  }
  return { ...env, ...controlled, ...fromSuite };
}
