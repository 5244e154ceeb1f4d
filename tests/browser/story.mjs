// The whole story without JavaScript, as an editor goes through it: log in, edit, approve, undo, preview, log out. Job: {base, name, password}. Prints {steps: [what was seen]}.
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })).newPage();
const steps = {};
const left = async () => +(await page.locator('h1 .count').innerText());
const title = async () => (await page.locator('#card-title').innerText()).trim();
const said = async () => (await page.locator('#said').innerText()).trim();

await page.goto(job.base + '/queue');
steps.led_to = new URL(page.url()).pathname;
await page.fill('#name', job.name);
await page.fill('#password', job.password);
await page.click('button.main');
steps.after_login = new URL(page.url()).pathname;
steps.left = [await left()];
steps.first = await title();
await page.fill('#summary', 'A summary of the story, & more.');
await page.click('button[value=save]');
await page.goto(job.base + '/queue');
steps.saved = await page.inputValue('#summary');
await page.locator('#preview summary').click();
steps.preview = (await page.locator('.preview').innerText()).trim();
await page.click('button[value=approve]');
steps.said = await said();
steps.left.push(await left());
steps.second = await title();
await page.locator('#said button').click();
steps.undone = await said();
steps.left.push(await left());
steps.back = await title();
await page.click('button[value=reject]');
await page.locator('#list li a').nth(3).click(); // not an update: what is published cannot wait
await page.click('button[value=later]');
steps.left.push(await left());
await page.locator('#several').click();
await page.locator('input[name=item]').nth(0).check();
await page.locator('input[name=item]').nth(1).check();
await page.click('button[value=reject]');
steps.left.push(await left());
await page.locator('.who button').click();
steps.after_logout = new URL(page.url()).pathname;
await page.goto(job.base + '/queue');
steps.then = new URL(page.url()).pathname;
await browser.close();
console.log(JSON.stringify(steps));
