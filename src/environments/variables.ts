/** Variables that the interpreter, its venv module and pip need from outside: paths, language, proxies, certificates. */
const passed =
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TMPDIR|TEMP|TMP|XDG_.*|NETRC|LD_LIBRARY_PATH|DYLD_.*|SDKROOT|SSL_CERT.*|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NIX_SSL_CERT_FILE|(HTTPS?|FTP|ALL|NO)_PROXY|PIP_.*|PYENV_(ROOT|VERSION|DIR)|ASDF_.*|MISE_.*)$/i;

/** Settings of pip that would install somewhere else, or something else, than the environment being made. */
const misleading =
  /^PIP_(TARGET|PREFIX|ROOT|USER|PYTHON|DRY_RUN|REPORT|REQUIREMENT|CONSTRAINT|EDITABLE|REQUIRE_VIRTUALENV|LOG|QUIET|VERBOSE|NO_BINARY|ONLY_BINARY|PLATFORM|PYTHON_VERSION|ABI|IMPLEMENTATION)$/i;

/**
 * The variables under which Vernier asks and makes Pythons: mirrors, certificates and proxies are honoured, and
 * `PYTHONPATH`, `PYTHONHOME` and their like, which break virtual environments, are left out.
 */
export function pythonVariables(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => passed.test(name) && !misleading.test(name)));
}
