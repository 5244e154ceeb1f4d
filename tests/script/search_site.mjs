// search_site OUT: what search.js finds in a folder that readers see. Reads lines of JSON from
// standard input, {"q", "page"}, and prints for each a line:
//   {"total", "pages", "page", "results", "files", "bytes", "many"}
// files: those that were read, each once; bytes: their length together, as they stand.
import fs from 'node:fs';
import readline from 'node:readline';
import { rules } from './search_rules.mjs';

const out = process.argv[2];
const page = fs.readFileSync(`${out}/search.html`, 'utf8');
const ranges = Number(/data-ranges="(\d+)"/.exec(page)[1]);

for await (const line of readline.createInterface({ input: process.stdin })) {
	const { q, page: number = 1 } = JSON.parse(line), files = new Map();
	const load = async path => {
		const bytes = fs.readFileSync(`${out}/${path}`);
		files.set(path, bytes.length);
		return JSON.parse(bytes);
	};
	const found = await rules.search(q, number, ranges, load);
	const bytes = [...files.values()].reduce((sum, n) => sum + n, 0);
	console.log(JSON.stringify({ ...found, numbers: undefined, files: [...files.keys()], bytes }));
}
