// search.js: its terms are those of the program, character by character, and it finds in an index
// what is in it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { rules } from './search_rules.mjs';

const plain = value => JSON.parse(JSON.stringify(value));

function termsOfProgram(texts) {
	const input = texts.map(text => JSON.stringify(text) + '\n').join('');
	const ran = spawnSync(process.env.SEARCH_TERMS, { input, maxBuffer: 1 << 29 });
	assert.equal(ran.status, 0);
	return ran.stdout.toString().trimEnd().split('\n').map(line => JSON.parse(line));
}

test('terms are those of the program', () => {
	const texts = [
		'Sjögren’s syndrome: the COVID-19 study', 'ĲSSELMEER Straße STRASSE ẞ', 'Σίσυφος ΣΊΣΥΦΟΣ',
		'ﬁbrosis, soft\u00ADhyphen, zero\u200Bwidth', 'İstanbul ıspanak ISPANAK', 'क्षत्रिय हिन्दी',
		'皮膚硬化症の治療', 'العِلاج المَناعي', 'ᾳ ᾼ Ἇ', 'Ꭰ ꭰ', '½ ² Ⅷ ㎏ ℌ',
		'p<0.05 IL‑6 (anti-CD20)', 'x'.repeat(50), `${'é'.repeat(41)} ${'𝔘'.repeat(41)}`, '', ' … ',
		'“”', 'a\u0000b', 'tt\ttt\n',
	];
	const theirs = termsOfProgram(texts);
	assert.equal(theirs.length, texts.length);
	texts.forEach((text, i) => assert.deepEqual(plain(rules.termsOf(text)), theirs[i], text));
	assert.deepEqual(theirs[0], ['sjogren', 's', 'syndrome', 'the', 'covid', '19', 'study']);
});

// Characters between letters, in short words: what one becomes shows by itself, as a letter, as a
// gap or as nothing, and no word is as long as those that are cut.
const WORD = 8, WORDS = 32;
function textOf(characters) {
	const words = [];
	for (let i = 0; i < characters.length; i += WORD)
		words.push(`x${characters.slice(i, i + WORD).join('x')}x`);
	return words.join(' ');
}

// How many of the characters are folded as the program does; fails at one that must be and is not.
function compareEach(characters) {
	const theirs = termsOfProgram(characters.map(c => `a${c}b`));
	let same = 0;
	characters.forEach((c, i) => {
		const ours = JSON.stringify(rules.termsOf(`a${c}b`)), program = JSON.stringify(theirs[i]);
		// A character of a later Unicode than the program's is no letter to it, and no mark.
		if (ours === program || program !== '["a","b"]')
			assert.equal(ours, program, c.codePointAt(0).toString(16));
		same += ours === program;
	});
	return same;
}

test('every character is folded as the program folds it', () => {
	const texts = [], unlike = [];
	let compared = 0, characters = [];
	for (let c = 1; c < 0x110000; c++) {
		if (c < 0xD800 || c > 0xDFFF)
			characters.push(String.fromCodePoint(c));
		if (characters.length === WORD * WORDS || c === 0x10FFFF) {
			texts.push(characters);
			characters = [];
		}
	}
	const theirs = termsOfProgram(texts.map(textOf));
	texts.forEach((some, i) => {
		const ours = rules.termsOf(textOf(some)), cut = rules.TERM_MAX;
		const whole = ours.every(term => Array.from(term).length < cut);
		if (whole && JSON.stringify(ours) === JSON.stringify(theirs[i]))
			compared += some.length;
		else
			unlike.push(...some);
	});
	assert.ok(unlike.length < 60_000, String(unlike.length));
	compared += compareEach(unlike);
	assert.ok(compared > 1_090_000, String(compared));
});

test('a query has twelve words at most, and the last one may be a beginning', () => {
	assert.deepEqual(plain(rules.queryOf('Stem cells')),
		{ terms: ['stem', 'cells'], beginning: true, many: false });
	assert.equal(rules.queryOf('vitamin d3').beginning, false);
	assert.deepEqual(plain(rules.queryOf('')), { terms: [], beginning: false, many: false });
	const long = rules.queryOf('one two three four five six seven eight nine ten eleven twelve on');
	assert.equal(long.terms.length, 12);
	assert.equal(long.many, true);
});

test('numbers are read as they are written', () => {
	assert.deepEqual(plain(rules.numbersOf('CDgBx+B')), [2, 3, 32, 2001]);
	assert.deepEqual(plain(rules.numbersOf('')), []);
});

test('where an item is', () => {
	assert.equal(rules.resultsPath(1), 'search/1/items-1.json');
	assert.equal(rules.resultsPath(10), 'search/1/items-1.json');
	assert.equal(rules.resultsPath(1000), 'search/1/items-100.json');
	assert.equal(rules.resultsPath(1001), 'search/2/items-1.json');
	assert.equal(rules.resultsPath(2041), 'search/3/items-5.json');
	assert.equal(rules.shardOf('graft'), rules.shardOf('grafted'));
});

// Two ranges: items 1 to 30 and 1001 have "graft", all of them in the title but item 2.
function site() {
	const files = new Map();
	const put = (path, value) => files.set(path, { ...files.get(path), ...value });
	put(rules.shardPath(1, 'graft'), { graft: `DC${'D'.repeat(28)}`, grafts: 'E' });
	put(rules.shardPath(2, 'graft'), { graft: 'D' });
	put(rules.shardPath(1, 'skin'), { skin: 'C' });
	put(rules.shardPath(2, 'skin'), {});
	for (const number of [...Array(30).keys()].map(i => i + 1).concat(1001))
		put(rules.resultsPath(number), { [number]: { title: `Item ${number}` } });
	return files;
}
const search = (text, page) => rules.search(text, page, 2, async path => {
	assert.ok(site().has(path), path);
	return site().get(path);
});
const titles = found => plain(found.results.map(result => result.title));

test('all words have to be there; titles come first, then the latest', async () => {
	const found = await search('graft', 1);
	assert.equal(found.total, 31);
	assert.equal(found.pages, 2);
	assert.deepEqual(titles(found).slice(0, 2), ['Item 1001', 'Item 30']);
	const second = await search('graft', 2);
	assert.equal(second.start, 21);
	assert.equal(titles(second).at(-1), 'Item 2');
	assert.deepEqual(titles(await search('skin graft', 1)), ['Item 1']);
	assert.deepEqual(titles(await search('graft skin', 1)), ['Item 1']);
	assert.deepEqual(titles(await search('GRAFTS', 1)), ['Item 2']);
	assert.equal((await search('gra', 99)).page, 2);
	assert.deepEqual(plain((await search('??', 1)).results), []);
});

test('of a range that has not the longest word nothing more is loaded', async () => {
	const loaded = [];
	const load = async path => {
		loaded.push(path);
		return site().get(path) || {};
	};
	await rules.search('skin transplantation', 1, 2, load);
	assert.deepEqual(loaded.sort(),
		[1, 2].map(range => rules.shardPath(range, 'transplantation')).sort());
});

test('a file that does not come is a failure, and not an empty one', async () => {
	await assert.rejects(rules.search('graft', 1, 2, async () => {
		throw new Error('404');
	}));
});

test('what is said', () => {
	const phrases = { count: '{n} item for “{q}” | {n} items for “{q}”', none: 'Nothing: {q}' };
	const english = { ...phrases, language: 'en' };
	assert.equal(rules.headingOf(english, 2, '$& {n}'), '2 items for “$& {n}”');
	assert.equal(rules.headingOf(english, 1, 'x'), '1 item for “x”');
	assert.equal(rules.headingOf(english, 0, 'ü'.repeat(81)), `Nothing: ${'ü'.repeat(79)}…`);
	assert.equal(rules.formOf('a | b | c | d | e | f', 11, 'ar'), 'e');
	assert.equal(rules.formOf('a | b', 1_000_000, 'fr'), 'b');
});
