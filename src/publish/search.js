/* search: what search.html finds where no server answers. It reads the index of out/search, which
 * publish/search.h describes: the shards of the terms that are looked for, of each range, and of
 * the results no more than are shown.
 *
 * searchRules are pure: values in, values out. searchPage acts on the page; a test under node,
 * which has no document, calls the rules alone. */
'use strict';

const searchRules = {
	/* As base/terms.h and publish/search.h have them. */
	TERM_MAX: 40,
	BEGINNING: 3,
	SHARDS: 64,
	LETTERS: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
	RANGE: 1000,
	FILE: 10,
	RESULTS: 20,
	TERMS: 12,
	SHOWN: 80,

	/* What utf8_fold drops, and how it folds the case of a character (Unicode CaseFolding.txt). */
	plain(text) {
		return text.replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
	},
	folded(c) {
		if (c === 'ı')
			return c;
		return /\p{Script=Cherokee}/u.test(c) ?
			c.toUpperCase() :
			c.toLowerCase().toUpperCase().toLowerCase();
	},
	step(text) {
		const plain = searchRules.plain(text);
		return Array.from(plain, searchRules.folded).join('').normalize('NFKD');
	},
	fold(text) {
		return searchRules.plain(searchRules.step(searchRules.step(text)));
	},
	termsOf(text) {
		const words = searchRules.fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) || [];
		return words.map(word => Array.from(word).slice(0, searchRules.TERM_MAX).join(''));
	},

	/* {terms, beginning, many}: what is looked for. */
	queryOf(text) {
		const all = searchRules.termsOf(text);
		const terms = all.slice(0, searchRules.TERMS);
		const last = terms.at(-1) || '';
		return {
			terms,
			beginning: Array.from(last).length >= searchRules.BEGINNING,
			many: all.length > terms.length,
		};
	},

	/* FNV-1a with 32 bits over the UTF-8 of a term's beginning. */
	shardOf(term) {
		let hash = 2166136261;
		const beginning = Array.from(term).slice(0, searchRules.BEGINNING).join('');
		for (const byte of new TextEncoder().encode(beginning))
			hash = Math.imul(hash ^ byte, 16777619);
		return (hash >>> 0) % searchRules.SHARDS;
	},
	shardPath(range, term) {
		const shard = searchRules.shardOf(term).toString(16).padStart(2, '0');
		return `search/${range}/${shard}.json`;
	},
	resultsPath(number) {
		const { RANGE, FILE } = searchRules;
		const range = Math.ceil(number / RANGE);
		return `search/${range}/items-${Math.ceil((number - (range - 1) * RANGE) / FILE)}.json`;
	},

	/* The numbers that letters of base64 stand for (publish/search.h). */
	numbersOf(letters) {
		const numbers = [];
		let number = 0, shift = 0;
		for (const letter of letters) {
			const bits = searchRules.LETTERS.indexOf(letter);
			number |= (bits & 31) << shift;
			shift += 5;
			if (bits < 32) {
				numbers.push(number);
				number = shift = 0;
			}
		}
		return numbers;
	},
	/* Adds the items of a term to `into`: number => whether the term is in the title. */
	addItems(into, letters, range) {
		let number = (range - 1) * searchRules.RANGE;
		for (const item of searchRules.numbersOf(letters)) {
			number += item >> 1;
			into.set(number, into.get(number) || (item & 1) === 1);
		}
	},
	/* The items of a range that have the term; `beginning`: or a word that begins so. */
	itemsOf(shard, term, beginning, range) {
		const found = new Map();
		for (const [word, letters] of Object.entries(shard))
			if (word === term || (beginning && word.startsWith(term)))
				searchRules.addItems(found, letters, range);
		return found;
	},
	/* Those of `all` that are among `found`; all of `found` when nothing was looked for yet. */
	both(all, found) {
		const result = new Map();
		for (const [number, title] of found)
			if (all === null)
				result.set(number, title);
			else if (all.has(number))
				result.set(number, title && all.get(number));
		return result;
	},
	/* Each term once, the longest first: it is likely to be the rarest, and where it leaves nothing
	 * of a range, no more of that range is loaded. {term, beginning} */
	stepsOf(query) {
		const last = query.terms.length - 1;
		const steps = query.terms.map(
			(term, i) => ({ term, beginning: query.beginning && i === last }));
		return steps.sort((a, b) => b.term.length - a.term.length);
	},
	/* What a range has of all terms: number => whether all are in the title. */
	async foundIn(query, range, load) {
		let all = null;
		for (const { term, beginning } of searchRules.stepsOf(query)) {
			const shard = await load(searchRules.shardPath(range, term));
			all = searchRules.both(all, searchRules.itemsOf(shard, term, beginning, range));
			if (!all.size)
				break;
		}
		return all || new Map();
	},
	/* Numbers: those first whose title has all terms, and then the latest publication. */
	async found(query, ranges, load) {
		const all = new Map();
		const parts = await Promise.all(Array.from({ length: ranges },
			(none, i) => searchRules.foundIn(query, i + 1, load)));
		for (const part of parts)
			for (const [number, title] of part)
				all.set(number, title);
		return [...all.keys()].sort((a, b) => all.get(b) - all.get(a) || b - a);
	},

	/* The page of results that is asked for: {numbers, page, pages, start}. */
	pageOf(numbers, page) {
		const { RESULTS } = searchRules;
		const pages = Math.max(1, Math.ceil(numbers.length / RESULTS));
		const at = Math.min(Math.max(1, Math.floor(page) || 1), pages);
		const start = (at - 1) * RESULTS;
		const shown = numbers.slice(start, start + RESULTS);
		return { numbers: shown, page: at, pages, start: start + 1 };
	},
	/* A phrase of the page with its {n} and {q}. */
	filled(phrase, n, q) {
		return phrase.replace(/\{([nq])\}/g, (whole, name) => name === 'n' ? String(n) : q);
	},
	/* Whoever leads somebody here has chosen the words: few of them are repeated. */
	headingOf(phrases, n, q) {
		const all = Array.from(q), { SHOWN } = searchRules;
		const shown = all.length > SHOWN ? `${all.slice(0, SHOWN - 1).join('')}…` : q;
		const phrase = n ? searchRules.formOf(phrases.count, n, phrases.language) : phrases.none;
		return searchRules.filled(phrase, n, shown);
	},
	/* Of "1 item | many items": as templates/words has the forms of a language. */
	formOf(phrase, n, language) {
		const forms = phrase.split('|'), rules = new Intl.PluralRules(language);
		const all = ['zero', 'one', 'two', 'few', 'many', 'other'];
		const used = all.filter(form => rules.resolvedOptions().pluralCategories.includes(form));
		return forms[Math.min(used.indexOf(rules.select(n)), forms.length - 1)].trim();
	},

	/* The whole search. `load` gives what is in a file of out/; each is loaded once. */
	async search(text, page, ranges, load) {
		const query = searchRules.queryOf(text), loaded = new Map();
		const once = path => {
			if (!loaded.has(path))
				loaded.set(path, load(path));
			return loaded.get(path);
		};
		const numbers = query.terms.length ? await searchRules.found(query, ranges, once) : [];
		const shown = searchRules.pageOf(numbers, page);
		const results = await Promise.all(shown.numbers.map(
			async number => (await once(searchRules.resultsPath(number)))[number]));
		return { ...shown, many: query.many, total: numbers.length, results };
	},
};

const searchPage = {
	async load(path) {
		const response = await fetch(path);
		if (!response.ok)
			throw new Error(`${path}: ${response.status}`);
		return response.json();
	},

	/* Text in its element, which goes when there is none. */
	fill(element, text) {
		if (text)
			element.textContent = text;
		else
			element.remove();
	},
	hit(result) {
		const hit = document.getElementById('search-hit').content.cloneNode(true);
		const link = hit.querySelector('a'), status = hit.querySelector('.status');
		link.textContent = result.title;
		link.href = result.page;
		if (result.title_lang)
			link.lang = result.title_lang;
		if (result.notice)
			hit.querySelector('strong').textContent = result.notice;
		else
			hit.querySelector('.notice').remove();
		for (const mark of hit.querySelectorAll('[data-when]'))
			if (!result[mark.dataset.when])
				mark.remove();
		if (!result.marked)
			hit.querySelector('.mark').remove();
		if (result.retracted) {
			const struck = document.createElement('s');
			link.replaceWith(struck);
			struck.append(link);
		}
		status.classList.toggle('open', result.recruiting === true);
		searchPage.fill(hit.querySelector('.source'), result.source_line);
		searchPage.fill(status, result.status_line);
		return hit;
	},
	list(found) {
		const list = document.createElement('ol');
		list.className = 'items';
		list.start = found.start;
		list.append(...found.results.map(searchPage.hit));
		return list;
	},
	pager(found, text) {
		const pager = document.getElementById('search-pages').content.cloneNode(true);
		for (const [rel, page] of [['prev', found.page - 1], ['next', found.page + 1]]) {
			const link = pager.querySelector(`[rel=${rel}]`);
			if (page < 1 || page > found.pages)
				link.remove();
			else
				link.href = `?q=${encodeURIComponent(text)}&page=${page}`;
		}
		return pager.querySelector('a') ? pager : '';
	},
	say(text, note) {
		const status = document.getElementById('search-status');
		const heading = document.createElement('h2'), more = document.createElement('p');
		heading.textContent = text;
		more.textContent = note;
		status.replaceChildren(heading, ...(note ? [more] : []));
	},

	async run(form, text, page) {
		const phrases = { ...form.dataset, language: document.documentElement.lang || 'en' };
		const hits = document.getElementById('search-hits');
		try {
			const found = await searchRules.search(
				text, page, Number(phrases.ranges), searchPage.load);
			const heading = searchRules.headingOf(phrases, found.total, text);
			const many = searchRules.filled(phrases.many, searchRules.TERMS, '');
			document.title = `${heading} – ${document.title}`;
			searchPage.say(heading, found.many ? many : '');
			hits.replaceChildren();
			if (found.results.length)
				hits.append(searchPage.list(found), searchPage.pager(found, text));
		} catch (problem) {
			console.error(problem);
			searchPage.say(phrases.failed, '');
		}
	},
	begin() {
		const form = document.querySelector('form.search');
		const asked = new URLSearchParams(location.search);
		const text = (asked.get('q') || '').trim().replace(/\s+/g, ' ');
		form.action = location.pathname; /* not the server's, which is for those without a script */
		form.elements.q.value = text;
		if (text)
			searchPage.run(form, text, Number(asked.get('page')));
	},
};

if (typeof document !== 'undefined')
	searchPage.begin();
