import { createHash } from 'node:crypto';
import { html, type Markup, trusted } from './markup.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** How a content-security policy names an inline style or script: no other one may be in the page. */
function source(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing from elsewhere, no inline style or script but these two, nothing sent anywhere, no markup made from text. */
const policy = [
  "default-src 'none'",
  `style-src ${source(pageStyle)}`,
  `script-src ${source(pageScript)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The whole document; its navigation lists the sections that there are. */
export function page(title: string, header: Markup, parts: readonly (Markup | null)[]): string {
  const sections = parts.filter((part) => part !== null);
  const links = sections.flatMap(({ text }) => {
    const found = /^<section id="([a-z-]+)"[^>]*>\n<h2[^>]*>([^<]*)/.exec(text);
    // The heading is escaped already.
    return found === null
      ? []
      : [html`<li><a href="#${found[1]!}">${trusted(found[2]!.replace(/:.*/, '').trim())}</a></li>\n`];
  });
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy.replaceAll('"', '&quot;'))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${header}
<nav aria-label="Sections"><ul>
${links}</ul></nav>
<main id="main" tabindex="-1">
${sections}</main>
<footer class="dim">Made by <code>vernier</code> from report.json, which holds everything in full.</footer>
<script>${trusted(pageScript)}</script>
</body>
</html>
`.text;
}
