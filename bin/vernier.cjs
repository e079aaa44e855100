#!/usr/bin/env node
// Old syntax on purpose: this file must run on any Node to be able to say that it is too old.
'use strict';
var needed = [22, 18];
var have = process.versions.node.split('.').map(Number);
if (have[0] < needed[0] || (have[0] === needed[0] && have[1] < needed[1])) {
  process.stderr.write(
    'vernier needs Node >= ' + needed.join('.') + ', this is ' + process.versions.node + ' (' + process.execPath + ').\n' +
      'Install a current Node, or add one to the project: npm install --save-dev node@24 (it comes first on the PATH of npx and npm scripts).\n',
  );
  process.exit(2);
}
// The cache of compiled code halves the start of everything that follows; a read-only cache folder is no reason to fail.
try {
  require('node:module').enableCompileCache();
} catch (error) {}
import('../dist/cli/main.js').catch(function (error) {
  if (error && error.code === 'ERR_MODULE_NOT_FOUND' && /dist\/cli\/main\.js/.test(String(error.message))) {
    process.stderr.write('vernier is not built: dist/cli/main.js is missing. In a clone of its repository run: npm ci\n');
  } else {
    process.stderr.write('vernier could not start: ' + (error && error.stack ? error.stack : error) + '\n');
  }
  process.exit(70);
});
