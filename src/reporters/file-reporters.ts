import { htmlReporter } from './html/html.ts';
import { jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import { markdownReporter } from './markdown.ts';
import type { Reporter } from './reporter.ts';

/** Every report a run leaves in its folder. */
export const fileReporters: readonly Reporter[] = [jsonReporter, junitReporter, markdownReporter, htmlReporter];
