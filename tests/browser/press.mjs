// One decision after the other by keys. Job: {base, cookie: {name, value}, keys: [[key, ...], ...], by}: each group changes the count of what is left by `by`. Prints {start, left, cards}.
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
await context.addCookies([{ ...job.cookie, url: job.base }]);
const page = await context.newPage();
await page.goto(job.base + '/queue');
const left = () => page.evaluate(() => +document.querySelector('h1 .count').textContent);
const card = () => page.evaluate(() => document.querySelector('article')?.dataset.id);
const seen = { start: await left(), left: [], cards: [await card()] };
for (const keys of job.keys) {
	const before = await left();
	for (const key of keys) await page.keyboard.press(key);
	await page.waitForFunction(n => +document.querySelector('h1 .count').textContent === n && document.querySelector('article'), before + job.by, { timeout: 8000 });
	seen.left.push(await left());
	seen.cards.push(await card());
}
// What is on its way arrives before the page is left.
await page.waitForLoadState('networkidle');
await browser.close();
console.log(JSON.stringify(seen));
