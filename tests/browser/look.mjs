// What a browser and axe say of pages. The pages are shown as they were answered, with the style
// and the script of the server.
// Job: {base, cookie, tags, pages: [{name, path, status, html, keys}], shots}.
// Prints {problems: ["page mode what"], stops: {name: tab stops with all folded}}.
import fs from 'node:fs';
import path from 'node:path';
import { contextOf, finish, job } from './browser.mjs';

const axe = fs.readFileSync(
	new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const problems = [], stops = {};

// ---- What is measured in the page ----

const overflow = page => page.evaluate(() =>
	document.documentElement.scrollWidth - document.documentElement.clientWidth);

// 2.5.8: what is pressed has at least 24 px in each direction, but for links within a line of text.
const smallTargets = page => page.evaluate(() => {
	const pressed = 'button,input:not([type=hidden]),select,textarea,summary,nav a,a.button,' +
		'.actions a';
	return [...document.querySelectorAll(pressed)]
		.map(element => [element, element.getBoundingClientRect()])
		.filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
		.map(([element, box]) => `${element.tagName}#${element.id} ` +
			`${box.width.toFixed()}x${box.height.toFixed()} ` +
			element.textContent.trim().slice(0, 20));
});

// 2.4.7 and 2.4.11: the element with the focus shows it, and is neither hidden nor covered.
const focused = page => page.evaluate(() => {
	const element = document.activeElement;
	if (!element || element === document.body) return null;
	const style = getComputedStyle(element);
	const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
	const inside = box.left + Math.min(box.width / 2, 20);
	const x = Math.min(Math.max(inside, 1), innerWidth - 2);
	const y = box.top + Math.min(box.height / 2, 12);
	const top = document.elementFromPoint(x, y);
	const label = top && [...element.labels ?? []].some(each => each.contains(top));
	const uncovered = top && (top === element || element.contains(top) ||
		top.contains(element) || label);
	const words = (element.textContent || element.name || '').trim().slice(0, 25);
	return {
		name: `${element.tagName}#${element.id} ${words}`,
		outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
		covered: box.width > 2 && !uncovered,
	};
});

const tabStops = page => page.evaluate(() => {
	const reached = 'a[href],button,input:not([type=hidden]),select,textarea,summary';
	return [...document.querySelectorAll(reached)].filter(element =>
		element.tabIndex >= 0 && element.getClientRects().length && element.checkVisibility())
		.length;
});

const menuBox = page => page.locator('#menu').evaluate(menu => {
	const box = menu.getBoundingClientRect();
	return {
		open: menu.matches(':popover-open'),
		out: box.left < 0 || box.right > innerWidth || box.bottom > innerHeight,
	};
});

const unfold = page => page.evaluate(() =>
	document.querySelectorAll('details').forEach(details => { details.open = true; }));

// ---- What is done with a page ----

// Opens it as it was answered, and waits for what its keys bring.
const open = async (page, one) => {
	await page.goto(job.base + one.path, { waitUntil: 'load' });
	for (const key of one.keys) {
		await page.keyboard.press(key);
		await page.waitForSelector('dialog[open]');
	}
};

// The rules that the dark colours can change.
const COLOURS = ['color-contrast', 'link-in-text-block'];
const judge = async (page, say, dark) => {
	// A bar over the page hides what is below it for the moment; the walk by Tab says whether it
	// hides the focus.
	await page.addStyleTag({ content: '.bar{position:static!important}' });
	// Of what passes it would name every element, which takes as long as to look at them.
	const options = {
		resultTypes: ['violations', 'incomplete'],
		runOnly: dark ? { type: 'rule', values: COLOURS } : job.tags,
	};
	const found = await page.evaluate(
		how => window.axe.run({ exclude: ['.big[aria-hidden]'] }, how), options);
	for (const { id, impact, nodes, help } of found.violations)
		say(`${id} (${impact}) x${nodes.length}: ${nodes[0].target} ${help}`);
	for (const { id, nodes } of found.incomplete) {
		const why = nodes[0].any[0]?.message ?? '';
		say(`to be looked at: ${id} x${nodes.length}: ${nodes[0].target} ${why}`);
	}
};

const walk = async (page, say) => {
	for (let n = 0; n < 400; n++) {
		await page.keyboard.press('Tab');
		const focus = await focused(page);
		if (!focus) return;
		if (!focus.outline) say('focus not visible: ' + focus.name);
		if (focus.covered) say('focus covered: ' + focus.name);
	}
};

// The menu of a narrow page: it opens, fits, takes the focus into it and gives it back.
const tryMenu = async (page, say) => {
	const opener = page.locator('[popovertarget=menu]');
	if (!await opener.count() || await page.locator('dialog[open]').count()) return;
	await opener.click();
	for (const target of await smallTargets(page)) say('menu: small: ' + target);
	const box = await menuBox(page);
	if (!box.open || box.out) say('menu: ' + JSON.stringify(box));
	await page.keyboard.press('Tab');
	const focus = await focused(page);
	const inMenu = await page.evaluate(() => !!document.activeElement.closest('#menu'));
	if (!focus || !focus.outline || focus.covered || !inMenu)
		say('menu: the focus is not in it: ' + focus?.name);
	await page.keyboard.press('Escape');
	const back = await page.evaluate(() =>
		document.activeElement.matches('[popovertarget=menu]'));
	if (!back) say('menu: the focus is not given back');
};

const shot = async (page, name) => {
	if (!job.shots) return;
	await page.screenshot({ path: path.join(job.shots, name + '.png'), fullPage: true });
};

// With all folded: pictures in both colours.
const measureFolded = async (page, one, width) => {
	if (width === 320) return;
	await shot(page, `${one.name}-light-${width}`);
	await page.emulateMedia({ colorScheme: 'dark' });
	await shot(page, `${one.name}-dark-${width}`);
};
const measureUnfolded = async (page, width, say) => {
	for (const target of await smallTargets(page)) say('small: ' + target);
	const hasBar = await page.locator('.bar').count();
	if (width === 1280 || (width === 360 && hasBar)) await walk(page, say);
};

// 1.4.12: readers may space the text wider.
const SPACED = '*{line-height:1.5!important;letter-spacing:.12em!important;' +
	'word-spacing:.16em!important}p{margin-bottom:2em!important}';

const examine = async (page, one) => {
	let mode = '', shown = false;
	const say = what => problems.push(`${one.name} ${mode} ${what}`);
	const sayIfWide = async what => {
		const px = await overflow(page);
		if (px > 0) say(`${what} is ${px} px too wide`);
	};
	page.on('console', message => {
		const expected = /status of 4\d\d/.test(message.text());
		if (message.type() === 'error' && !expected) say('console: ' + message.text());
	});
	page.on('pageerror', error => say('script: ' + error.message));
	await page.route(url => url.pathname + url.search === one.path, route => {
		shown = true;
		return route.fulfill(
			{ status: one.status, contentType: 'text/html; charset=utf-8', body: one.html });
	});
	await page.setViewportSize({ width: 1280, height: 800 });
	mode = '1280';
	await open(page, one);
	stops[one.name] = await tabStops(page);
	for (const folded of [true, false]) {
		if (!folded) await unfold(page);
		for (const width of [1280, 360, 320]) {
			mode = `${width}${folded ? '' : ' unfolded'}`;
			await page.emulateMedia({ colorScheme: 'light' });
			await page.setViewportSize({ width, height: 800 });
			await sayIfWide('it');
			if (folded) await measureFolded(page, one, width);
			else await measureUnfolded(page, width, say);
		}
	}
	await tryMenu(page, say);
	const spaced = await page.addStyleTag({ content: SPACED });
	await sayIfWide('with spaced text it');
	await spaced.evaluate(style => style.remove());
	for (const scheme of ['light', 'dark']) {
		for (const width of [1280, 360]) {
			mode = `${scheme}/${width}`;
			await page.emulateMedia({ colorScheme: scheme });
			await page.setViewportSize({ width, height: 800 });
			await judge(page, say, scheme === 'dark');
		}
	}
	if (!shown) say('was not shown');
};

// One page for all, each of which it loads anew: a page of its own takes twice the time.
const context = await contextOf(job.cookie, { bypassCSP: true });
await context.addInitScript(axe);
const page = await context.newPage();
for (const one of job.pages) {
	await examine(page, one);
	await page.unrouteAll();
	page.removeAllListeners('console');
	page.removeAllListeners('pageerror');
}
await finish({ problems, stops });
