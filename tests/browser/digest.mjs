// The digest's page without JavaScript, on a phone: log in, say where tests go, put the edition in order, ask for a test. Job: {base, name, password, ask}; without `ask` only what the page
// shows and the preview are looked at. Prints what was seen.
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
const page = await context.newPage();
const seen = { console: [] };
page.on('console', m => { if (m.type() === 'error') seen.console.push(m.text()); });
const section = page.locator('section[aria-labelledby=digest-news]');
const order = () => section.locator('li[id] a').allInnerTexts();
const press = async (name, nth) => { await section.locator(`button[name=${name}]`).nth(nth).click(); };

await page.goto(job.base + '/digest');
await page.fill('#name', job.name);
await page.fill('#password', job.password);
await page.click('button.main');
await page.goto(job.base + '/digest');
if (job.ask) {
	seen.usual = await order();
	await section.locator('a[href^="/account"]').click();
	await page.fill('#email', 'ana@example.net');
	await page.locator('form[action="/account/email"] button').click();
	seen.noted = await page.inputValue('#email');
	await page.goto(job.base + '/digest');
	await press('down', 0);
	seen.led_to = new URL(page.url()).pathname + new URL(page.url()).hash.replace(/\d+/, 'N');
	seen.down = await order();
	await press('first', 2);
	await press('up', 1);
	seen.arranged = await order();
	await section.locator('form[action$="/test"] button').click();
	seen.said = (await page.locator('#said').innerText()).trim();
}
seen.state = (await section.locator('p.state').innerText()).trim();
await section.locator('a[href$="/html"]').click();
seen.preview = { path: new URL(page.url()).pathname, order: await page.locator('h3').allInnerTexts(), width: await page.locator('body > div').nth(1).evaluate(e => getComputedStyle(e).maxWidth).catch(e => String(e)) };
await browser.close();
console.log(JSON.stringify(seen));
