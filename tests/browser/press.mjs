// One decision after the other by keys. Prints {start, left, cards}.
// Job: {base, cookie, keys: [[key, ...], ...], by}: each group of keys changes the count of what is
// left by `by`.
import { cardOf, contextOf, countOf, finish, job } from './browser.mjs';

const page = await (await contextOf(job.cookie)).newPage();
await page.goto(job.base + '/queue');
const seen = { start: await countOf(page), left: [], cards: [await cardOf(page)] };
for (const keys of job.keys) {
	const wanted = await countOf(page) + job.by;
	for (const key of keys) await page.keyboard.press(key);
	await page.waitForFunction(n => +document.querySelector('h1 .count').textContent === n &&
		document.querySelector('article'), wanted, { timeout: 8000 });
	seen.left.push(await countOf(page));
	seen.cards.push(await cardOf(page));
}
// What is on its way arrives before the page is left.
await page.waitForLoadState('networkidle');
await finish(seen);
