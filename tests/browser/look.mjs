// What a browser and axe say of pages. Job: {base, cookie, tags, pages: [{name, path, status, html, keys}], shots}. The pages are shown as they were answered, with the
// style and script of the server. Prints {problems: ["page mode what"], stops: {name: tab stops with all folded}}.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const axe = fs.readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const problems = [], stops = {};

const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
// 2.5.8: what is pressed is at least 24 px in each direction; links within a line of text are excepted.
const small = page => page.evaluate(() => [...document.querySelectorAll('button,input:not([type=hidden]),select,textarea,summary,nav a,a.button,.actions a')]
	.map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width && (r.width < 24 || r.height < 24)).map(([e, r]) => `${e.tagName}#${e.id} ${r.width.toFixed()}x${r.height.toFixed()} ${e.textContent.trim().slice(0, 20)}`));
// 2.4.7 and 2.4.11: what has the focus shows it, and is neither hidden nor covered.
const focused = page => page.evaluate(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return null;
	const s = getComputedStyle(e), r = e.getClientRects()[0] ?? e.getBoundingClientRect();
	const x = Math.min(Math.max(r.left + Math.min(r.width / 2, 20), 1), innerWidth - 2), y = r.top + Math.min(r.height / 2, 12), there = document.elementFromPoint(x, y);
	return { name: `${e.tagName}#${e.id} ${(e.textContent || e.name || '').trim().slice(0, 25)}`, outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0,
		covered: r.width > 2 && !(there && (there === e || e.contains(there) || there.contains(e) || (e.labels && [...e.labels].some(l => l.contains(there))))) };
});

// As it was answered; what a key brings is there before it is looked at.
const open = async (page, one) => {
	await page.goto(job.base + one.path, { waitUntil: 'load' });
	for (const key of one.keys) {
		await page.keyboard.press(key);
		await page.waitForSelector('dialog[open]');
	}
};
const COLOURS = ['color-contrast', 'link-in-text-block']; // all that the dark colours can change
// A bar that stands over the page may hide what is below it for the moment: the walk by Tab says whether it hides what has the focus.
const judge = async (page, say, dark) => {
	await page.addStyleTag({ content: '.bar{position:static!important}' });
	const options = dark ? { runOnly: { type: 'rule', values: COLOURS } } : { runOnly: job.tags };
	const found = await page.evaluate(o => window.axe.run({ exclude: ['.big[aria-hidden]'] }, o), options);
	for (const v of found.violations) say(`${v.id} (${v.impact}) x${v.nodes.length}: ${v.nodes[0].target} ${v.help}`);
	for (const v of found.incomplete) say(`to be looked at: ${v.id} x${v.nodes.length}: ${v.nodes[0].target} ${v.nodes[0].any[0]?.message ?? ''}`);
};
const walk = async (page, say) => {
	for (let n = 0; n < 400; n++) {
		await page.keyboard.press('Tab');
		const f = await focused(page);
		if (!f) return;
		if (!f.outline) say('focus not visible: ' + f.name);
		if (f.covered) say('focus covered: ' + f.name);
	}
};
// The menu of a narrow page: it opens, fits, takes the focus into it and gives it back.
const menu = async (page, say) => {
	const opener = page.locator('[popovertarget=menu]');
	if (!await opener.count() || await page.locator('dialog[open]').count()) return;
	await opener.click();
	for (const it of await small(page)) say('menu: small: ' + it);
	const box = await page.locator('#menu').evaluate(e => { const r = e.getBoundingClientRect(); return { open: e.matches(':popover-open'), out: r.left < 0 || r.right > innerWidth || r.bottom > innerHeight }; });
	if (!box.open || box.out) say('menu: ' + JSON.stringify(box));
	await page.keyboard.press('Tab');
	const f = await focused(page);
	if (!f || !f.outline || f.covered || !await page.evaluate(() => document.activeElement.closest('#menu'))) say('menu: the focus is not in it: ' + f?.name);
	await page.keyboard.press('Escape');
	if (!await page.evaluate(() => document.activeElement.matches('[popovertarget=menu]'))) say('menu: the focus is not given back');
};
const unfold = page => page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
const shot = async (page, name) => { if (job.shots) await page.screenshot({ path: path.join(job.shots, name + '.png'), fullPage: true }); };
const context = await browser.newContext({ bypassCSP: true });
await context.addCookies([{ ...job.cookie, url: job.base }]);

for (const one of job.pages) {
	const page = await context.newPage();
	let mode = '';
	const say = what => problems.push(`${one.name} ${mode} ${what}`);
	const wide = async how => { const px = await overflow(page); if (px > 0) say(`${how} is ${px} px too wide`); };
	page.on('console', m => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) say('console: ' + m.text()); });
	page.on('pageerror', e => say('script: ' + e.message));
	let shown = false;
	await page.route(url => url.pathname + url.search === one.path, route => (shown = true) && route.fulfill({ status: one.status, contentType: 'text/html; charset=utf-8', body: one.html }));
	for (const folded of [true, false])
		for (const width of [1280, 360, 320]) {
			mode = `${width}${folded ? '' : ' unfolded'}`;
			await page.emulateMedia({ colorScheme: 'light' });
			await page.setViewportSize({ width, height: 800 });
			if (folded && width === 1280) await open(page, one);
			if (folded && width === 1280) stops[one.name] = await page.evaluate(() => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(e => e.tabIndex >= 0 && e.getClientRects().length && e.checkVisibility()).length);
			await wide('it');
			if (folded) {
				if (width !== 320) {
					await shot(page, `${one.name}-light-${width}`);
					await page.emulateMedia({ colorScheme: 'dark' });
					await shot(page, `${one.name}-dark-${width}`);
				}
				if (width === 320) await unfold(page);
				continue;
			}
			for (const it of await small(page)) say('small: ' + it);
			if (width === 1280 || (width === 360 && await page.locator('.bar').count())) await walk(page, say);
		}
	await menu(page, say);
	// 1.4.12: text may be spaced wider by the reader.
	const spaced = await page.addStyleTag({ content: '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}' });
	await wide('with spaced text it');
	await spaced.evaluate(e => e.remove());
	await page.evaluate(axe);
	for (const scheme of ['light', 'dark'])
		for (const width of [1280, 360]) {
			mode = `${scheme}/${width}`;
			await page.emulateMedia({ colorScheme: scheme });
			await page.setViewportSize({ width, height: 800 });
			await judge(page, say, scheme === 'dark');
		}
	if (!shown) say('was not shown');
	await page.close();
}
await browser.close();
console.log(JSON.stringify({ problems, stops }));
