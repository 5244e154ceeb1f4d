/* Makes the desk quick; everything works without it. A decision takes its card away at once and is posted after those before it; one that is refused comes back with the reason. */
(() => {
	const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
	const focus = $('#focus'), list = $('#list'), ahead = new Map(), DONE = { approve: 'Approved', reject: 'Rejected', later: 'Put off' }, idle = self.requestIdleCallback || setTimeout;
	/* Own decisions that can be taken back, as far as they are known: one that is named is not taken back twice, whatever the line does. */
	const mine = list && list.dataset.last ? [+list.dataset.last] : [];
	let posts = Promise.resolve(), prefix = '', shown = Promise.resolve(), turn = 0, pending = 0, filling = null, dwelt = 0;

	const rows = () => $$('#list li[data-id]');
	const row = id => $(`#list li[data-id="${id}"]`);
	const current = () => $('#list .current');
	const part = html => { const t = document.createElement('template'); t.innerHTML = html; return t.content; };
	const back = () => location.pathname + location.search.replace(/[?&](item|did)=\d+/g, '').replace(/^&/, '?');
	const count = d => { const c = $('h1 .count'); if (c) c.textContent = +c.textContent + d; };

	const say = (text, problem, undo) => {
		const p = document.createElement('p'), box = document.createElement('div');
		p.textContent = text;
		box.className = 'said' + (problem ? ' problem' : '');
		if (problem) box.setAttribute('role', 'alert');
		box.append(p);
		if (undo) {
			const f = document.createElement('form'), b = document.createElement('button');
			b.textContent = 'Undo';
			f.onsubmit = e => { e.preventDefault(); takeBack(); };
			f.append(b);
			box.append(f);
		}
		$('#said').replaceChildren(box);
		if ($('#last')) $('#last').remove();
	};

	/* One request after the other, in the order of the keys; a body is made when its turn comes. */
	const send = async (url, body, again) => {
		const r = await fetch(url, { method: 'POST', body, headers: { 'X-Desk': 'script' } });
		const a = await r.json().catch(() => ({ error: 'The server did not answer as expected.' }));
		/* Logged in again in another window: the forms of this page get that session’s token. */
		if (a.csrf && !again) { $$('input[name=csrf]').forEach(i => i.value = a.csrf); body.set('csrf', a.csrf); return send(url, body, 1); }
		if (!r.ok) throw a;
		return a;
	};
	const post = (url, body) => (pending++, posts = posts.catch(() => 0).then(() => send(url, body())).catch(a => { throw a.error ? a : { error: 'The server cannot be reached, so this may not be saved. Try again: nothing is done twice.', lost: true }; }).finally(() => pending--));
	/* Cards with words that are not saved: they wait as they were left, and the page is not left without a word. */
	const typed = new Map(), idOf = e => e.closest('article').dataset.id;
	addEventListener('input', e => { const f = e.target.form; if (f && f.id == 'decide') typed.set(idOf(f), f.closest('article')); });
	addEventListener('beforeunload', e => (pending || typed.size) && e.preventDefault());

	/* The next cards are fetched a few at a time, before they are wanted, and made ready while nothing else is to be done. That somebody opened one is told when they stay on it. */
	const cards = (ids, more) => fetch('/cards?item=' + ids.join('&item=') + more);
	const fill = ids => {
		const all = cards(ids, '&ahead=1&back=' + encodeURIComponent(back())).then(r => r.text()).then(t => document.adoptNode(part(t)));
		ids.forEach(id => {
			ahead.set(id, all.then(d => ({ card: $(`article[data-id="${id}"]`, d), row: $(`li[data-id="${id}"]`, d) })).then(c => c.card ? c : Promise.reject()));
			ahead.get(id).catch(() => ahead.delete(id));
		});
	};
	const load = id => {
		if (typed.has(id)) return Promise.resolve({ card: typed.get(id) });
		if (!ahead.has(id)) fill([id]);
		return ahead.get(id);
	};
	const look = () => {
		const all = rows(), i = all.indexOf(current()), next = $('#next');
		const wanted = all.slice(i + 1, i + 9).map(r => r.dataset.id).filter(id => !ahead.has(id));
		if (wanted.length > 5 || wanted.length && !all[i + 9]) fill(wanted);
		if (all.length - i < 16 && next && !filling) {
			filling = fetch(next.href + '&ahead=1').then(r => r.text()).then(t => {
				const d = part(t), more = $('#next', d);
				$$('#list ol').pop().append(...$$('#list li[data-id]', d).filter(r => !row(r.dataset.id)).map(r => (r.classList.remove('current'), r)));
				more ? next.href = more.href : next.remove();
			}).catch(() => 0).finally(() => filling = null);
		}
	};
	/* What asks for a layout waits for the one that comes anyway. The focus goes along, unless somebody types by then, or is in the card already. */
	const put = card => {
		focus.replaceChildren(card);
		requestAnimationFrame(() => { const at = document.activeElement; scrollTo(0, 0); if (!card.contains(at) && !typing(at)) card.focus({ preventScroll: true }); });
	};
	const show = async (r, still) => {
		$$('#list .current').forEach(e => { e.classList.remove('current'); $('a', e).removeAttribute('aria-current'); });
		r.classList.add('current');
		$('a', r).setAttribute('aria-current', 'true');
		if (r.closest('details')) r.closest('details').open = true;
		if (!still) requestAnimationFrame(() => r.scrollIntoView({ block: 'nearest' }));
		clearTimeout(dwelt);
		dwelt = setTimeout(() => cards([r.dataset.id], '').catch(() => 0), 2000);
		try {
			const d = await load(r.dataset.id);
			if (r.classList.contains('current')) put(d.card);
			idle(look);
		} catch { location.assign($('a', r).href); }
	};

	const decide = async button => {
		const form = button.form, card = form.closest('article'), what = button.value, after = () => { const all = rows(), i = all.indexOf(row(card.dataset.id)); return all[i + 1] || all[i - 1]; };
		if (!after() && filling) await filling;
		const r = row(card.dataset.id), next = after();
		if (!card.isConnected) return;
		/* The last row, or a card alone: the server shows what comes then. */
		if (!focus || !r || !next || what == 'save') {
			button.dataset.plain = 1;
			await posts.catch(() => 0);
			return form.requestSubmit(button);
		}
		const body = new URLSearchParams(new FormData(form, button)), place = r.nextElementSibling, home = r.parentNode;
		const words = typed.delete(card.dataset.id);
		r.remove();
		card.remove();
		ahead.delete(card.dataset.id);
		count(-1);
		say(`${DONE[what]} “${$('.name', r).textContent.slice(0, 70)}”`, false, true);
		/* It stands where the one stood that is gone: nothing scrolls. */
		const there = show(next, true);
		post(form.action, () => body).then(a => !a.decision ? say(a.text) : a.decision > (mine.at(-1) || 0) && mine.push(a.decision), a => {
			turn++;
			home.insertBefore(r, place && place.parentNode === home ? place : null);
			count(1);
			$$('#list .current').forEach(e => e.classList.remove('current'));
			r.classList.add('current');
			if (words) typed.set(card.dataset.id, card);
			put(card);
			say(a.error, true);
			if (a.conflict) {
				const b = button.cloneNode();
				b.textContent = a.conflict;
				b.dataset.plain = 1;
				b.setAttribute('form', form.id);
				$('#said .said').append(b);
			}
		});
		return there;
	};
	/* A key that comes before the card does waits for it; one that was meant for what follows a refused decision is dropped. */
	const then = f => { const t = turn; shown = shown.then(() => t == turn ? f() : 0).catch(() => 0); };
	const csrf = () => $('input[name=csrf]').value;
	const takeBack = () => {
		if (!list) {
			/* The one form that stands on every page has what this one needs. */
			const f = $('.who form').cloneNode(true);
			f.action = '/undo';
			document.body.append(f);
			return ($('#said form') || f).requestSubmit();
		}
		return post('/undo', () => new URLSearchParams(mine.length ? { csrf: csrf(), decision: mine.at(-1) } : { csrf: csrf() })).then(async a => {
			mine.pop();
			if (!mine.length && a.last) mine.push(a.last);
			ahead.delete(String(a.item));
			const r = (await load(String(a.item))).row;
			say(a.text);
			count(1);
			if (row(a.item)) row(a.item).remove();
			$('#list ol').prepend(r);
			return show(r);
		}, a => { if (!a.lost) mine.pop(); say(a.error, true); });
	};
	const batch = () => {
		const chosen = $$('#list .selected'), body = new URLSearchParams({ csrf: csrf(), do: 'approve' });
		if (!chosen.length) return say('Select items with x first.');
		chosen.forEach(r => body.append('item', r.dataset.id + '_' + r.dataset.version));
		return post('/batch', () => body).then(() => location.assign(back()), a => { for (const i of a.did || []) row(i).remove(), count(-1); current() || step(1); say(a.error, true); });
	};
	const choose = () => { const r = current(); if (r) { r.classList.toggle('selected'); say($$('#list .selected').length + ' selected. Shift+A approves them.'); return step(1); } };
	const step = d => { const all = rows(), i = all.indexOf(current()) + d; return all[i] && show(all[i]); };
	const press = value => { const b = $(`#decide button[value=${value}]`); return b ? decide(b) : say('No button here for that key.'); };
	const go = e => e && (e.focus(), e.tagName == 'A' ? e.click() : 0);
	const pick = n => {
		const reason = $('#reason');
		if (prefix == 's') { const r = $$('input[name=section]')[n - 1]; if (r) { r.checked = true; r.blur(); } }
		else if (reason && reason.options[n]) { reason.selectedIndex = n; say('Reason for rejecting: ' + reason.value); }
	};
	/* The keys of the help page, over what one is at. */
	const help = async () => {
		let d = $('#help');
		if (!d) {
			const page = part(await (await fetch('/help')).text());
			if (!$('.keys', page)) throw page;
			d = document.createElement('dialog');
			d.id = 'help';
			d.setAttribute('aria-labelledby', 'keys');
			d.innerHTML = '<form method="dialog"><button>Close</button></form>';
			d.append($('#keys', page), $('.keys', page));
			document.body.append(d);
		}
		d.showModal();
	};
	const KEYS = {
		a: () => then(() => press('approve')), r: () => then(() => press('reject')), l: () => then(() => press('later')), e: () => then(() => go($('#summary'))), t: () => then(() => { const d = $('.topics'); if (d) { d.open = true; go($('input', d)); } }), s: () => { const r = $('input[name=section]:checked') || $('input[name=section]'); if (r) r.focus(); return 's'; },
		d: () => go($('#duplicate')), o: () => { const a = $('#source'); if (a) open(a.href, '_blank', 'noreferrer'); }, p: () => { const d = $('#preview'); if (d) { d.open = !d.open; d.scrollIntoView({ block: 'nearest' }); } },
		j: () => then(() => step(1)), k: () => then(() => step(-1)), x: () => then(choose), A: () => then(batch), z: () => then(takeBack), '/': () => go($('#q')), g: () => 'g', '?': () => { $('#keys') && !$('#help') || help().catch(() => location.assign('/help')); },
	};
	const typing = e => e.isContentEditable || /^(TEXTAREA|SELECT)$/.test(e.tagName) || (e.tagName == 'INPUT' && !/^(radio|checkbox)$/.test(e.type));

	addEventListener('keydown', e => {
		const t = e.target;
		if (t.id == 'summary' && e.key == 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); return press('approve'); }
		if (t.id == 'summary' && e.key == 'Escape') return t.blur();
		if (e.ctrlKey || e.metaKey || e.altKey || e.repeat && !/[jk]/.test(e.key) || typing(t) || $('dialog[open]') || document.body.classList.contains('keys-off')) return;
		if (prefix == 'g') { prefix = ''; const a = $(`[data-go="${CSS.escape(e.key)}"]`); if (a) { e.preventDefault(); a.click(); } return; }
		if (/^[1-6]$/.test(e.key)) { e.preventDefault(); pick(+e.key); prefix = ''; return; }
		const f = KEYS[e.key];
		if (!f) return;
		e.preventDefault();
		prefix = f() || '';
		if (typeof prefix != 'string') prefix = '';
	});
	addEventListener('submit', e => {
		const b = e.submitter, f = b && b.form;
		if (!f || f.id != 'decide' || e.defaultPrevented) return;
		if (b.dataset.plain || !focus || b.value == 'save' || !row(idOf(f))) return typed.delete(idOf(f));
		e.preventDefault();
		decide(b);
	});
	addEventListener('click', e => {
		const a = e.target.closest('#list li[data-id] a, [data-step]');
		if (!a || !focus || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
		e.preventDefault();
		then(() => a.dataset.step ? step(+a.dataset.step) : show(a.closest('li')));
	});
	if (list) look();
})();
