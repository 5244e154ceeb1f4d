// What an editor adds by hand, from the queue, by keys alone; then once more without JavaScript.
// Job: {base, cookie, work: [command, …], pasted: [text, …], last: {pasted, title}, plain: text}.
// Prints for each what was seen: {keys, focus, waited, path, title}. `last` gives nothing, and its
// title is typed. The worker begins when the browser has seen something wait, and is ended again:
// one that is quicker than the browser leads to the item with no page between.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { contextOf, finish, job } from './browser.mjs';

const seen = { errors: [], added: [] };
const context = await contextOf(job.cookie);
const page = await context.newPage();
page.on('console', message => {
	if (message.type() === 'error') seen.errors.push(message.text());
});
page.on('pageerror', error => seen.errors.push(error.message));
const focus = () => page.evaluate(() => document.activeElement.id);
const textOf = async selector => (await page.locator(selector).innerText()).trim();
const path = () => new URL(page.url()).pathname;

// Every key but those of pasting itself.
let keys = 0;
const press = key => {
	keys++;
	return page.keyboard.press(key);
};
const paste = text => page.keyboard.insertText(text);

// What happens while a worker runs.
const whileWorking = async seen => {
	const [command, ...args] = job.work;
	const worker = spawn(command, args, { stdio: 'ignore' });
	const ended = once(worker, 'exit');
	try {
		await seen();
	} finally {
		worker.kill();
		await ended;
	}
};

const lookUp = async text => {
	keys = 0;
	await page.goto(job.base + '/queue');
	await press('g');
	await press('n');
	await page.waitForURL('**/new');
	await page.waitForLoadState();
	const at = await focus();
	await paste(text);
	await press('Enter');
	await page.waitForURL('**/new?added=*');
	return { keys, focus: at, waited: await textOf('section.preview') };
};

for (const text of job.pasted) {
	const one = await lookUp(text);
	await whileWorking(() => page.waitForURL('**/item/*', { timeout: 60000 }));
	seen.added.push({ ...one, path: path(), title: await textOf('#card-title') });
}

const last = await lookUp(job.last.pasted);
await whileWorking(() => page.locator('[role=alert]').waitFor({ timeout: 60000 }));
last.failed = await textOf('section.preview');
last.then = await focus();
last.url = await page.inputValue('#url');
await paste(job.last.title);
await press('Enter');
await page.waitForURL('**/item/*');
seen.last = { ...last, keys, title: await textOf('#card-title') };

const still = await contextOf(job.cookie, { javaScriptEnabled: false });
const plain = await still.newPage();
await plain.goto(job.base + '/new');
await plain.fill('#what', job.plain);
await plain.keyboard.press('Enter');
await plain.waitForURL('**/new?added=*');
seen.plain = { waited: await plain.locator('section.preview').innerText() };
await whileWorking(async () => {
	for (const end = Date.now() + 60000; !plain.url().includes('/item/') && Date.now() < end;) {
		await plain.waitForTimeout(500);
		await plain.click('a:text("Look again")');
	}
});
seen.plain.title = (await plain.locator('#card-title').innerText()).trim();
await finish(seen);
