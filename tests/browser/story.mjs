// The whole story without JavaScript, as an editor goes through it on a phone: log in, edit,
// approve, undo, preview, log out. Job: {base, name, password}. Prints what was seen.
import { browser, finish, job, login, PHONE } from './browser.mjs';

const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
const page = await context.newPage();
const steps = {};
const path = () => new URL(page.url()).pathname;
const textOf = async selector => (await page.locator(selector).innerText()).trim();
const left = async () => +(await textOf('h1 .count'));
const title = () => textOf('#card-title');
const focus = () =>
	page.locator(':focus').getAttribute('id', { timeout: 3000 }).catch(() => '');

await page.goto(job.base + '/queue');
steps.led_to = path();
await login(page);
steps.after_login = path();
steps.left = [await left()];
steps.first = await title();
await page.fill('#summary', 'A summary of the story, & more.');
await page.click('button[value=save]');
await page.goto(job.base + '/queue');
steps.saved = await page.inputValue('#summary');
await page.locator('#preview summary').click();
steps.preview = await textOf('.preview');
await page.click('button[value=approve]');
steps.said = await textOf('#said');
steps.focus = [await focus()];
steps.left.push(await left());
steps.second = await title();
await page.locator('#said button').click();
steps.undone = await textOf('#said');
steps.focus.push(await focus());
steps.left.push(await left());
steps.back = await title();
await page.click('[data-step="1"]');
steps.next = await title();
await page.click('[data-step="-1"]');
steps.previous = await title();
await page.click('button[value=reject]');
// The fourth is no update: an update of a published item has no button to put it off.
await page.locator('#list li a').nth(3).click();
await page.click('button[value=later]');
steps.left.push(await left());
await page.locator('#several').click();
await page.locator('input[name=item]').nth(0).check();
await page.locator('input[name=item]').nth(1).check();
await page.click('button[value=reject]');
steps.left.push(await left());
await page.click('[popovertarget=menu]');
await page.locator('.who button').click();
steps.after_logout = path();
await page.goto(job.base + '/queue');
steps.then = path();
await finish(steps);
