// What an editor with the script sees of others who act meanwhile. Prints what was seen.
// Job: {base, name, password, cookie, other}: `other` is the session of another editor.
//   relogin: the session ends while a summary is typed; after a login in another window the same
//            page goes on
//   batch:   the other editor changed one of two selected items
//   ahead:   whether cards that were only fetched ahead count as opened
import { cardOf, contextOf, countOf, finish, job, login } from './browser.mjs';

const openQueue = async cookie => {
	const page = await (await contextOf(cookie)).newPage();
	await page.goto(job.base + '/queue?order=oldest');
	return page;
};
const seen = { errors: [] };
const page = await openQueue(job.cookie), other = await openQueue(job.other);
page.on('pageerror', error => seen.errors.push(String(error)));
const said = async () => (await page.locator('#said').innerText()).trim();
// Waits until the message has these words; gives it.
const messageWith = async words => {
	await page.waitForFunction(
		wanted => document.querySelector('#said').innerText.includes(wanted), words,
		{ timeout: 8000 });
	return said();
};
const otherCard = async id => page.waitForFunction(
	before => {
		const card = document.querySelector('article');
		return card && card.dataset.id !== before;
	}, id, { timeout: 8000 });

await page.waitForLoadState('networkidle');
const next = await page.evaluate(() => document.querySelectorAll('#list li')[3].dataset.id);
await other.goto(`${job.base}/item/${next}`);
seen.ahead = (await other.locator('article').innerText()).includes('opened this');

seen.item = await cardOf(page);
await page.fill('#summary', 'Typed while the session ended.');
await page.context().clearCookies();
await page.keyboard.press('Control+Enter');
seen.out = await messageWith('logged out');
const window2 = await page.context().newPage();
await window2.goto(job.base + '/login');
await login(window2);
await window2.waitForURL('**/queue');
seen.kept = await page.inputValue('#summary');
await page.locator('button[value=approve]').click();
await otherCard(seen.item);
await page.waitForFunction(() => !document.querySelector('#said .problem'));
await page.waitForLoadState('networkidle');
seen.after = await said();

await page.goto(job.base + '/queue?order=oldest');
seen.chosen = await page.evaluate(() =>
	[...document.querySelectorAll('#list li')].slice(0, 2).map(row => row.dataset.id));
await other.goto(`${job.base}/item/${seen.chosen[1]}`);
await other.fill('#summary', 'Of the other editor.');
await other.locator('button[value=save]').click();
await other.waitForLoadState('networkidle');
const before = await countOf(page);
await page.keyboard.press('x');
await page.keyboard.press('x');
await page.keyboard.press('Shift+A');
seen.batch = await messageWith('not');
seen.rows = await page.evaluate(
	ids => ids.map(id => !!document.querySelector(`#list li[data-id="${id}"]`)), seen.chosen);
seen.fewer = before - await countOf(page);
await otherCard(seen.chosen[0]);
await finish(seen);
