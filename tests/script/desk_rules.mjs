// The rules of the desk's script, read from the file that browsers are served before it.
import fs from 'node:fs';
import vm from 'node:vm';

export const template = name =>
	fs.readFileSync(new URL(`../../src/desk/templates/${name}`, import.meta.url), 'utf8');

const context = vm.createContext({});
const file = 'desk-rules.js';
vm.runInContext(template(file), context, { filename: `src/desk/templates/${file}` });
export const rules = vm.runInContext('deskRules', context);

// A value of the script's realm as one of ours, so that assert compares only what is in it.
export const plain = value => structuredClone(value);
