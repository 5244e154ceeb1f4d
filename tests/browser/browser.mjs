// What the scripts of the browser tests share: the job on standard input, Chromium, a page of an
// editor, and the answer on standard output.
import fs from 'node:fs';
import { chromium } from 'playwright-core';

export const job = JSON.parse(fs.readFileSync(0, 'utf8'));

export const WIDE = { width: 1280, height: 800 }, PHONE = { width: 360, height: 800 };

export const browser = await chromium.launch({
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
		'--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// A browser of its own, with the session cookie {name, value} of an editor.
export const contextOf = async (cookie, options = {}) => {
	const context = await browser.newContext({ viewport: WIDE, ...options });
	await context.addCookies([{ ...cookie, url: job.base }]);
	return context;
};

export const login = async (page, name = job.name, password = job.password) => {
	await page.fill('#name', name);
	await page.fill('#password', password);
	await page.click('button.main');
};

// What this reads of a page is read in the page.
export const countOf = page =>
	page.evaluate(() => +document.querySelector('h1 .count').textContent);
export const cardOf = page =>
	page.evaluate(() => document.querySelector('article')?.dataset.id);

export const finish = async seen => {
	await browser.close();
	console.log(JSON.stringify(seen));
};
