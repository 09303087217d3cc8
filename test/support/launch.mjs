// @ts-check
// Runs a JavaScript program under a Node that has SQLite: `node test/support/launch.mjs FILE [ARGUMENTS]`.
import './modern-node.mjs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , file = ''] = process.argv;
const program = path.resolve(file);
process.argv.splice(1, 2, program);
await import(pathToFileURL(program).href);
