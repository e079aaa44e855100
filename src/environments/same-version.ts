const preReleases: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

/**
 * Whether an installed version is the pinned one, as `==` of PEP 440 has it: `1.0` is `1.0.0`, `1.0-RC.1` is `1.0rc1`,
 * and a build's own part (`+cpu`) counts only when the pin has one.
 */
export function sameVersion(pinned: string, installed: string): boolean {
  const [wantedPublic, wantedLocal] = parts(pinned);
  const [foundPublic, foundLocal] = parts(installed);
  return wantedPublic === foundPublic && (wantedLocal === undefined || wantedLocal === foundLocal);
}

function parts(version: string): [string, string | undefined] {
  const [release = '', local] = version.trim().toLowerCase().replace(/^v/, '').split('+', 2);
  const plain = release
    .replace(/^0+!/, '')
    .replace(
      /[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?(\d*)/,
      (_, word, digits) => `${preReleases[word] ?? word}${Number(digits)}`,
    )
    .replace(/[-_.]?(?:post|rev|r(?!c))[-_.]?(\d*)/, (_, digits) => `.post${Number(digits)}`)
    .replace(/-(\d+)$/, '.post$1')
    .replace(/[-_.]?dev[-_.]?(\d*)/, (_, digits) => `.dev${Number(digits)}`)
    // Zeros at the end of the release segment, which comes before any letter.
    .replace(/^((?:\d+!)?\d+(?:\.\d+)*?)(?:\.0+)+(?=$|[a-z]|\.[a-z])/, '$1')
    .replace(/(^|[.!])0+(?=\d)/g, '$1');
  return [plain, local?.replace(/[-_]/g, '.')];
}
