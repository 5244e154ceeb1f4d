// The rules of search.js, read from the file that out/ gets. Node has no document, so the part of
// the script that acts on a page does not run.
import fs from 'node:fs';
import vm from 'node:vm';

const source = fs.readFileSync(new URL('../../src/publish/search.js', import.meta.url), 'utf8');
const context = vm.createContext({ TextEncoder, Intl });
vm.runInContext(source, context, { filename: 'src/publish/search.js' });
export const rules = vm.runInContext('searchRules', context);
