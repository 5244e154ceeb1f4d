// What a script's editor sees when others act in between. Job: {base, name, password, cookie, other}: `other` is another editor's session. Prints what was seen.
//   relogin: the session ends while a summary is typed; after a login in another window the same page goes on
//   batch:   one of two selected items was changed by the other editor
//   ahead:   whether cards that were only fetched ahead count as opened
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const open = async cookie => {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.addCookies([{ ...cookie, url: job.base }]);
	const page = await context.newPage();
	await page.goto(job.base + '/queue?order=oldest');
	return page;
};
const seen = { errors: [] };
const page = await open(job.cookie), other = await open(job.other);
page.on('pageerror', e => seen.errors.push(String(e)));
const card = () => page.evaluate(() => document.querySelector('article')?.dataset.id);
const told = async words => { await page.waitForFunction(w => document.querySelector('#said').innerText.includes(w), words, { timeout: 8000 }); return (await page.locator('#said').innerText()).trim(); };

await page.waitForLoadState('networkidle');
const next = await page.evaluate(() => document.querySelectorAll('#list li')[3].dataset.id);
await other.goto(`${job.base}/item/${next}`);
seen.ahead = (await other.locator('article').innerText()).includes('opened this');

seen.item = await card();
await page.fill('#summary', 'Typed while the session ended.');
const context = page.context();
await context.clearCookies();
await page.keyboard.press('Control+Enter');
seen.out = await told('logged out');
const window2 = await context.newPage();
await window2.goto(job.base + '/login');
await window2.fill('#name', job.name);
await window2.fill('#password', job.password);
await window2.click('button.main');
await window2.waitForURL('**/queue');
seen.kept = await page.inputValue('#summary');
await page.locator('button[value=approve]').click();
await page.waitForFunction(id => document.querySelector('article') && document.querySelector('article').dataset.id !== id && !document.querySelector('#said .problem'), seen.item, { timeout: 8000 });
await page.waitForLoadState('networkidle');
seen.after = await page.locator('#said').innerText();

await page.goto(job.base + '/queue?order=oldest');
seen.chosen = await page.evaluate(() => [...document.querySelectorAll('#list li')].slice(0, 2).map(r => r.dataset.id));
await other.goto(`${job.base}/item/${seen.chosen[1]}`);
await other.fill('#summary', 'Of the other editor.');
await other.locator('button[value=save]').click();
await other.waitForLoadState('networkidle');
const before = await page.evaluate(() => +document.querySelector('h1 .count').textContent);
await page.keyboard.press('x');
await page.keyboard.press('x');
await page.keyboard.press('Shift+A');
seen.batch = await told('not');
seen.rows = await page.evaluate(ids => ids.map(id => !!document.querySelector(`#list li[data-id="${id}"]`)), seen.chosen);
seen.fewer = before - await page.evaluate(() => +document.querySelector('h1 .count').textContent);
await page.waitForFunction(id => document.querySelector('article') && document.querySelector('article').dataset.id !== id, seen.chosen[0], { timeout: 8000 });
await browser.close();
console.log(JSON.stringify(seen));
