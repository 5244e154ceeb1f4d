// The digest's page without JavaScript, on a phone: log in, put the edition in order, ask for a
// test. Job: {base, name, password, ask}; without `ask` only the page and the
// preview are looked at. Prints what was seen.
import { browser, finish, job, login, PHONE } from './browser.mjs';

const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
const page = await context.newPage();
const seen = { console: [] };
page.on('console', message => {
	if (message.type() === 'error') seen.console.push(message.text());
});
const address = () => new URL(page.url());
const section = page.locator('section[aria-labelledby=digest-news]');
const order = () => section.locator('li[id] a').allInnerTexts();
const press = (name, nth) => section.locator(`button[name=${name}]`).nth(nth).click();

const arrange = async () => {
	await press('down', 0);
	seen.led_to = address().pathname + address().hash.replace(/\d+/, 'N');
	seen.down = await order();
	await press('first', 2);
	await press('up', 1);
	seen.arranged = await order();
};

await page.goto(job.base + '/digest/news');
await login(page);
await page.goto(job.base + '/digest/news');
if (job.ask) {
	seen.usual = await order();
	await arrange();
	await section.locator('form[action$="/test"] button').click();
	seen.said = (await page.locator('#said').innerText()).trim();
}
seen.state = (await section.locator('p.state').innerText()).trim();
await section.locator('a[href$="/html"]').click();
seen.preview = {
	path: address().pathname,
	order: await page.locator('h3').allInnerTexts(),
	width: await page.locator('body > table table').first()
		.evaluate(element => getComputedStyle(element).maxWidth).catch(String),
};
await finish(seen);
