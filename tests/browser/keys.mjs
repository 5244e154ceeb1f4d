// The keys of the desk. Prints what was seen.
// Job: {base, cookie, other, keys_off}: the session cookies {name, value} of three editors; the
// third one has switched the keys off.
import { contextOf, countOf, finish, job } from './browser.mjs';

const seen = { errors: [] };
const openQueue = async cookie => {
	const page = await (await contextOf(cookie)).newPage();
	page.on('console', message => {
		const expected = /status of 409/.test(message.text());
		if (message.type() === 'error' && !expected) seen.errors.push(message.text());
	});
	page.on('pageerror', error => seen.errors.push(error.message));
	await page.goto(job.base + '/queue');
	return page;
};
const look = page => page.evaluate(() => ({
	left: +document.querySelector('h1 .count')?.textContent,
	card: document.querySelector('article')?.dataset.id,
	said: document.querySelector('#said')?.textContent.trim(),
	path: location.pathname,
	focus: document.activeElement.id || document.activeElement.name || '',
	selected: document.querySelectorAll('#list .selected').length,
	dialog: !!document.querySelector('dialog[open]'),
	loaded: document.readyState === 'complete',
}));
// Presses the keys and waits until what look() gives is as `until` says; gives that. A page that
// is not loaded yet does not hear keys: the next ones would be lost.
const press = async (page, keys, until = () => true) => {
	for (const key of keys) await page.keyboard.press(key);
	for (const end = Date.now() + 20000; Date.now() < end;) {
		const now = await look(page).catch(() => null);
		if (now?.loaded && until(now)) return now;
		await page.waitForTimeout(15);
	}
	const now = JSON.stringify(await look(page));
	throw new Error(`${keys} had no effect: ${now}, of ${seen.start} at first`);
};
const goToQueue = async () => {
	await page.goto(job.base + '/queue');
	return look(page);
};

const page = await openQueue(job.cookie);
const start = await look(page);
seen.start = start.left;

const decideAndUndo = async () => {
	const one = await press(page, ['a'], s => s.left === start.left - 1 &&
		s.card !== start.card && /Approved/.test(s.said) && s.focus === 'card');
	seen.focus = [one.focus];
	const two = await press(page, ['1', 'r'], s =>
		s.left === start.left - 2 && s.card !== one.card && /Rejected/.test(s.said));
	await press(page, ['l'], s =>
		s.left === start.left - 3 && s.card !== two.card && /Put off/.test(s.said));
	// Back through all of them, the last two from a page that knows nothing of them.
	await press(page, ['z'], s => s.left === start.left - 2 && s.card === two.card);
	await goToQueue();
	await press(page, ['z'], s => s.left === start.left - 1 && s.card === one.card);
	await press(page, ['z'], s => s.left === start.left && s.card === start.card);
	seen.undone = (await look(page)).left;
};

// A button goes with its card; the focus goes to the next card.
const decideByButton = async () => {
	await page.locator('button[value=reject]').focus();
	const next = await press(page, ['Enter'], s =>
		s.left === start.left - 1 && s.focus === 'card');
	seen.focus.push(next.focus);
	await press(page, ['z'], s => s.left === start.left && s.card === start.card);
};

const moveAndSetSection = async () => {
	// The focus goes to the card in the frame after the one that shows it.
	const second = await press(page, ['j'], s => s.card !== start.card && s.focus === 'card');
	seen.focus.push(second.focus);
	await press(page, ['k'], s => s.card === start.card);
	await press(page, ['p']);
	seen.preview_open = await page.locator('#preview').evaluate(preview => preview.open);
	await press(page, ['s', '2']);
	seen.section = await page.locator('input[name=section]:checked').inputValue();
	await press(page, ['s', '1']);
};

// Keys that are typed into a field decide nothing; Ctrl+Enter in the summary does.
const typeInFields = async () => {
	await press(page, ['e'], s => s.focus === 'summary');
	const before = await page.inputValue('#summary');
	await page.keyboard.type('arljkxzs?/gq1');
	seen.typed = (await page.inputValue('#summary')).length - before.length;
	await page.locator('#preview').evaluate(preview => { preview.open = true; });
	await page.locator('.preview', { hasText: 'arljkxzs?/gq1' }).waitFor();
	seen.preview_follows = true;
	seen.typing_decided = start.left - (await look(page)).left;
	await page.locator('#summary').fill('Typed, then approved.');
	await press(page, ['Control+Enter'], s =>
		s.left === start.left - 1 && /Approved/.test(s.said));
	await press(page, ['z'], s => s.left === start.left && s.card === start.card);
	await press(page, ['/'], s => s.focus === 'q');
	await page.keyboard.type('ar');
	seen.search_decided = start.left - (await look(page)).left;
	await page.locator('#q').fill('');
	await page.locator('#q').evaluate(field => field.blur());
};

// Words that are not saved wait on their card, and the page is not left without asking.
const leaveWordsUnsaved = async () => {
	await press(page, ['e'], s => s.focus === 'summary');
	await page.locator('#summary').fill('Half a sentence');
	await press(page, ['Escape', 'j'], s => s.card !== start.card);
	await press(page, ['k'], s => s.card === start.card);
	seen.waited = await page.inputValue('#summary');
	let asked;
	page.once('dialog', dialog => {
		asked = dialog.type();
		dialog.dismiss();
	});
	await page.evaluate(() => { location.href = '/log'; }).catch(() => 0);
	for (const end = Date.now() + 5000; !asked && Date.now() < end;)
		await page.waitForTimeout(20);
	seen.asked = asked;
	await page.locator('button[value=save]').click();
	await page.waitForLoadState();
	await press(page, ['z'], s => /taken back/.test(s.said));
};

const approveSelected = async () => {
	await goToQueue();
	const two = await press(page, ['x', 'x'], s => s.selected === 2 && /^2/.test(s.said));
	seen.chosen = two.said;
	await press(page, ['Shift+A'], s => s.left === start.left - 2 && s.selected === 0);
	seen.batch = start.left - (await look(page)).left;
	// One key takes the two of them back.
	await press(page, ['z'], s => s.left === start.left && /2 items – taken back/.test(s.said));
};

const goToPages = async () => {
	const pages = {
		n: '/new', p: '/published', d: '/digest', s: '/sources', t: '/topics', l: '/log',
		h: '/help', q: '/queue',
	};
	for (const [key, path] of Object.entries(pages)) {
		const there = await press(page, ['g', key], s => s.path === path);
		// New awaits what is pasted: keys are letters there until its field is left.
		if (there.focus === 'what') await page.locator('#what').blur();
	}
};

// The list of keys is shown over the card; while it is shown, no key decides.
const showHelp = async () => {
	await press(page, ['?'], s => s.dialog);
	const reading = await look(page);
	seen.help = await page.locator('dialog').innerText();
	await page.keyboard.press('a');
	await page.keyboard.press('j');
	await press(page, ['Escape'], s =>
		!s.dialog && s.card === reading.card && s.left === reading.left);
};

const openSourceAndDuplicate = async () => {
	const opened = page.context().waitForEvent('page');
	await page.keyboard.press('o');
	await (await opened).close();
	await press(page, ['d'], s => /^\/item\/\d+\/duplicate$/.test(s.path));
};

// A decision on an item that another editor changed meanwhile: the card goes, and comes back with
// the reason; a button leads to both texts.
const decideOnChanged = async () => {
	let met, gone = false;
	// Before the page is loaded: of a page that stands already, the first request may pass unseen.
	await page.route('**/decide', async route => {
		gone = (await look(page)).card !== met.card;
		await route.continue();
	});
	met = await goToQueue();
	const other = await openQueue(job.other);
	await other.goto(`${job.base}/item/${met.card}`);
	await other.fill('#summary', 'What the other one wrote.');
	await other.click('button[value=save]');
	await page.locator('#summary').fill('What I wrote.');
	await page.locator('#summary').evaluate(field => field.blur());
	const refused = await press(page, ['a'], s =>
		s.card === met.card && /Somebody else|in between|changed/.test(s.said));
	const kept = await page.inputValue('#summary');
	seen.refused = { gone, left: met.left - refused.left, kept };
	await page.unroute('**/decide');
	await page.locator('#said button').click();
	await page.waitForSelector('h1:has-text("Changed in between")');
	const both = await page.locator('main').innerText();
	seen.both = both.includes('What the other one wrote.') && both.includes('What I wrote.');
	await page.click('button.main');
	await page.waitForLoadState();
	seen.kept_mine = (await look(page)).path;
};

// The connection breaks: the card of the decision comes back.
const decideWithoutConnection = async () => {
	await page.route('**/decide', route => route.abort());
	const online = await goToQueue();
	const cut = await press(page, ['a'], s => s.card === online.card && /reach/.test(s.said));
	seen.cut = online.left - cut.left;
	seen.errors = seen.errors.filter(error => !/ERR_FAILED/.test(error));
	await page.unroute('**/decide');
};

const undoFromTheLog = async () => {
	const last = await goToQueue();
	await press(page, ['a'], s => s.left === last.left - 1);
	await press(page, ['g', 'l'], s => s.path === '/log');
	const back = await press(page, ['z'], s => s.path === '/queue' && s.left === last.left);
	seen.undone_from_log = back.left === last.left;
};

const pressWhileOff = async () => {
	const quiet = await openQueue(job.keys_off);
	const before = await look(quiet);
	for (const key of ['a', 'r', 'l', 'z', 'j', 'g', 'p', '?']) await quiet.keyboard.press(key);
	await quiet.waitForTimeout(300);
	const after = await look(quiet);
	seen.switched_off = after.left === before.left && after.card === before.card &&
		after.path === '/queue';
	await quiet.click('button[value=reject]');
	for (const end = Date.now() + 20000; await countOf(quiet) !== before.left - 1;) {
		if (Date.now() > end) throw new Error('the button had no effect');
		await quiet.waitForTimeout(15);
	}
};

await decideAndUndo();
await decideByButton();
await moveAndSetSection();
await typeInFields();
await leaveWordsUnsaved();
await approveSelected();
await goToPages();
await showHelp();
await openSourceAndDuplicate();
await decideOnChanged();
await decideWithoutConnection();
await undoFromTheLog();
await pressWhileOff();
await finish(seen);
