// The keys of the desk. Job: {base, cookie, other, keys_off}: the session cookies {name, value} of three editors, the last one without keys. Prints what was seen.
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const seen = { errors: [] };

const open = async cookie => {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.addCookies([{ ...cookie, url: job.base }]);
	const page = await context.newPage();
	page.on('console', m => { if (m.type() === 'error' && !/status of 409/.test(m.text())) seen.errors.push(m.text()); });
	page.on('pageerror', e => seen.errors.push(e.message));
	await page.goto(job.base + '/queue');
	return page;
};
const look = page => page.evaluate(() => ({ left: +document.querySelector('h1 .count')?.textContent, card: document.querySelector('article')?.dataset.id, said: document.querySelector('#said')?.textContent.trim(),
	path: location.pathname, focus: document.activeElement.id || document.activeElement.name || '', selected: document.querySelectorAll('#list .selected').length, dialog: !!document.querySelector('dialog[open]') }));
// Presses the keys and waits until the page is as `until` (a function of what look gives) says; the look of it.
const press = async (page, keys, until = () => true) => {
	for (const key of keys) await page.keyboard.press(key);
	for (const end = Date.now() + 20000; Date.now() < end;) {
		const now = await look(page).catch(() => null);
		if (now && until(now)) return now;
		await page.waitForTimeout(15);
	}
	throw new Error(`${keys} came to nothing: ${JSON.stringify(await look(page))}, of ${seen.start} at first`);
};

const page = await open(job.cookie);
const start = await look(page);
seen.start = start.left;
const one = await press(page, ['a'], s => s.left === start.left - 1 && s.card !== start.card && /Approved/.test(s.said) && s.focus === 'card');
seen.focus = [one.focus];
const two = await press(page, ['1', 'r'], s => s.left === start.left - 2 && s.card !== one.card && /Rejected/.test(s.said));
await press(page, ['l'], s => s.left === start.left - 3 && s.card !== two.card && /Put off|Later|Deferred/i.test(s.said));
// Backwards through all of them, the first two from a browser that has forgotten everything.
await press(page, ['z'], s => s.left === start.left - 2 && s.card === two.card);
await page.goto(job.base + '/queue');
await press(page, ['z'], s => s.left === start.left - 1 && s.card === one.card);
await press(page, ['z'], s => s.left === start.left && s.card === start.card);
seen.undone = (await look(page)).left;

// By a button: it goes with its card, and the focus does not go with it.
await page.locator('button[value=reject]').focus();
seen.focus.push((await press(page, ['Enter'], s => s.left === start.left - 1 && s.focus === 'card')).focus);
await press(page, ['z'], s => s.left === start.left && s.card === start.card);

// Moving, section, folds.
const second = await press(page, ['j'], s => s.card !== start.card && s.focus === 'card'); // in the frame after
seen.focus.push(second.focus);
await press(page, ['k'], s => s.card === start.card);
await press(page, ['p']);
seen.preview_open = await page.locator('#preview').evaluate(d => d.open);
await press(page, ['s', '2']);
seen.section = await page.locator('input[name=section]:checked').inputValue();
await press(page, ['s', '1']);
await press(page, ['e'], s => s.focus === 'summary');
const before = await page.inputValue('#summary');
await page.keyboard.type('arljkxzs?/gq1');
seen.typed = (await page.inputValue('#summary')).length - before.length;
seen.typing_decided = start.left - (await look(page)).left;
await page.locator('#summary').fill('Typed, then approved.');
await press(page, ['Control+Enter'], s => s.left === start.left - 1 && /Approved/.test(s.said));
await press(page, ['z'], s => s.left === start.left && s.card === start.card);
await press(page, ['/'], s => s.focus === 'q');
await page.keyboard.type('ar');
seen.search_decided = start.left - (await look(page)).left;
await page.locator('#q').fill('');
await page.locator('#q').evaluate(e => e.blur());

// Words that are not saved wait on their card, and the page is not left without asking.
await press(page, ['e'], s => s.focus === 'summary');
await page.locator('#summary').fill('Half a sentence');
await press(page, ['Escape', 'j'], s => s.card !== start.card);
await press(page, ['k'], s => s.card === start.card);
seen.waited = await page.inputValue('#summary');
let asked;
page.once('dialog', d => { asked = d.type(); d.dismiss(); });
await page.evaluate(() => { location.href = '/log'; }).catch(() => 0);
for (const end = Date.now() + 5000; !asked && Date.now() < end;) await page.waitForTimeout(20);
seen.asked = asked;
await page.locator('button[value=save]').click();
await page.waitForLoadState();
await press(page, ['z'], s => /taken back/.test(s.said));

// Several at once.
await page.goto(job.base + '/queue');
seen.chosen = (await press(page, ['x', 'x'], s => s.selected === 2 && /^2/.test(s.said))).said;
await press(page, ['Shift+A'], s => s.left === start.left - 2 && s.selected === 0);
seen.batch = start.left - (await look(page)).left;
await press(page, ['z'], s => s.left === start.left - 1);
await press(page, ['z'], s => s.left === start.left);

// Where the keys lead.
for (const [keys, path] of [[['g', 'p'], '/published'], [['g', 'd'], '/digest'], [['g', 's'], '/sources'], [['g', 't'], '/topics'], [['g', 'l'], '/log'], [['g', 'h'], '/help'], [['g', 'q'], '/queue']])
	await press(page, keys, s => s.path === path);
// The keys, over the card; while they are shown, none decides.
await press(page, ['?'], s => s.dialog);
const reading = await look(page);
seen.help = await page.locator('dialog').innerText();
await page.keyboard.press('a');
await page.keyboard.press('j');
await press(page, ['Escape'], s => !s.dialog && s.card === reading.card && s.left === reading.left);
const [popup] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('o')]);
await popup.close();
await press(page, ['d'], s => /^\/item\/\d+\/duplicate$/.test(s.path));
await page.goto(job.base + '/queue');

// A decision on what another editor changed in the meantime: the card goes, and comes back with the reason and both texts.
const met = await look(page), other = await open(job.other);
await other.goto(`${job.base}/item/${met.card}`);
await other.fill('#summary', 'What the other one wrote.');
await other.click('button[value=save]');
await page.locator('#summary').fill('What I wrote.');
await page.locator('#summary').evaluate(e => e.blur());
let gone = false;
await page.route('**/decide', async route => { gone = (await look(page)).card !== met.card; await route.continue(); });
const refused = await press(page, ['a'], s => s.card === met.card && /Somebody else|in between|changed/.test(s.said));
seen.refused = { gone, left: met.left - refused.left, kept: await page.inputValue('#summary') };
await page.unroute('**/decide');
await page.locator('#said button').click();
await page.waitForSelector('h1:has-text("Changed in between")');
seen.both = (await page.locator('main').innerText()).includes('What the other one wrote.') && (await page.locator('main').innerText()).includes('What I wrote.');
await page.click('button.main');
await page.waitForLoadState();
seen.kept_mine = (await look(page)).path;

// The line is cut: what was decided comes back.
await page.goto(job.base + '/queue');
const online = await look(page);
await page.route('**/decide', route => route.abort());
const cut = await press(page, ['a'], s => s.card === online.card && /reach/.test(s.said));
seen.cut = online.left - cut.left;
seen.errors = seen.errors.filter(e => !/ERR_FAILED/.test(e));

// Undo from any page.
await page.unroute('**/decide');
await page.goto(job.base + '/queue');
const last = await look(page);
await press(page, ['a'], s => s.left === last.left - 1);
await press(page, ['g', 'l'], s => s.path === '/log');
seen.undone_from_log = (await press(page, ['z'], s => s.path === '/queue' && s.left === last.left)).left === last.left;

// Switched off.
const quiet = await open(job.keys_off);
const still = await look(quiet);
for (const key of ['a', 'r', 'l', 'z', 'j', 'g', 'p', '?']) await quiet.keyboard.press(key);
await quiet.waitForTimeout(300);
const after = await look(quiet);
seen.switched_off = after.left === still.left && after.card === still.card && after.path === '/queue';
await quiet.click('button[value=reject]');
await quiet.waitForFunction(n => +document.querySelector('h1 .count').textContent === n, still.left - 1);
await browser.close();
console.log(JSON.stringify(seen));
