// The rules of the desk's script, read from the file that browsers are served.
// Node has no document, so the part of the script that acts on a page does not run.
import fs from 'node:fs';
import vm from 'node:vm';

export const template = name =>
	fs.readFileSync(new URL(`../../src/desk/templates/${name}`, import.meta.url), 'utf8');

const context = vm.createContext({});
vm.runInContext(template('desk.js'), context, { filename: 'src/desk/templates/desk.js' });
export const rules = vm.runInContext('deskRules', context);

// A value of the script's realm as one of ours, so that assert compares only what is in it.
export const plain = value => structuredClone(value);
