/*
 * Makes the desk quick; every page works without it.
 *
 * A decision takes its card away at once and shows the next one. Its request is sent behind it, one
 * request after the other in the order of the keys. If the server refuses a decision, its card
 * comes back with the reason.
 *
 * "deskRules" (desk-rules.js) decides what it does; this acts on the page.
 *
 * The desk serves both as one file without indentation and without the comments that begin a line
 * (src/desk/operate.c), so a string must not run over several lines.
 */
(() => {
	const rules = deskRules;
	const one = (selector, within = document) => within.querySelector(selector);
	/* The path of the host under which the desk is, as the link to the queue has it; often none. */
	const root = one('[data-go=q]').pathname.slice(0, -6);
	const every = (selector, within = document) => [...within.querySelectorAll(selector)];
	const whenIdle = self.requestIdleCallback || setTimeout;

	/* Only the queue has both: the place of the card, and the list of what waits. */
	const cardPlace = one('#focus'), list = one('#list');
	const rows = () => every('#list li[data-id]');
	const rowOf = id => one(`#list li[data-id="${id}"]`);
	const currentRow = () => one('#list .current');
	const selectedRows = () => every('#list .selected');
	const cardOf = element => element.closest('article');
	const csrf = () => one('input[name=csrf]').value;
	const addToCount = n => {
		every('h1 .count, [data-of=waiting]').forEach(count => {
			count.textContent = +count.textContent + n;
		});
	};
	const fragmentOf = html => {
		const template = document.createElement('template');
		template.innerHTML = html;
		return template.content;
	};

	/* ---- What the editor is told ---- */

	const undoForm = () => {
		const form = document.createElement('form'), button = document.createElement('button');
		button.textContent = 'Undo';
		form.onsubmit = event => {
			event.preventDefault();
			undo();
		};
		form.append(button);
		return form;
	};
	const showMessage = (text, { problem, canUndo } = {}) => {
		const box = document.createElement('div'), paragraph = document.createElement('p');
		paragraph.textContent = text;
		box.className = problem ? 'said problem' : 'said';
		if (problem) box.setAttribute('role', 'alert');
		box.append(paragraph);
		if (canUndo) box.append(undoForm());
		one('#said').replaceChildren(box);
		one('#last')?.remove();
	};
	const showProblem = text => showMessage(text, { problem: true });

	/* ---- Requests that change something ---- */

	const headers = { 'X-Desk': 'script' };
	let lastPost = Promise.resolve(), pending = 0;

	/* The reply to one request; throws the reply if it is a refusal. */
	const send = async (url, body, sentAgain) => {
		const response = await fetch(url, { method: 'POST', body, headers });
		const reply = await response.json().catch(() => undefined);
		const meaning = rules.replyMeaning(response.status, reply, sentAgain);
		if (meaning === 'done') return reply;
		if (meaning === 'lost') throw rules.lostReply(reply);
		if (meaning === 'refused') throw reply;
		every('input[name=csrf]').forEach(input => { input.value = reply.csrf; });
		body.set('csrf', reply.csrf);
		return send(url, body, true);
	};
	/* Sends a request after all before it; its body is made when its turn comes. */
	const post = (url, makeBody) => {
		pending++;
		lastPost = lastPost.catch(() => 0).then(() => send(url, makeBody()))
			.catch(cause => { throw rules.failureOf(cause); })
			.finally(() => { pending--; });
		return lastPost;
	};

	/* ---- Words that are typed and not saved ---- */

	/* Their cards, by item: each waits as it was left, and the page is not left unasked. */
	const unsaved = new Map();
	/* The preview follows what is typed, once the editor pauses. */
	let typingTimer = 0;
	const renderPreview = async card => {
		const place = one('#preview[open] .preview', card);
		if (!place) return;
		const body = new URLSearchParams(new FormData(one('#decide', card)));
		const reply = await fetch(root + `/item/${card.dataset.id}/preview`,
			{ method: 'POST', body, headers });
		if (reply.ok) place.replaceChildren(fragmentOf(await reply.text()));
		else place.textContent = (await reply.json()).error;
	};
	const followTyping = card => {
		clearTimeout(typingTimer);
		typingTimer = setTimeout(() => renderPreview(card).catch(() => 0), 300);
	};
	addEventListener('toggle', ({ target }) => {
		if (target.id === 'preview') followTyping(cardOf(target));
	}, true);
	addEventListener('input', event => {
		const { form } = event.target;
		if (form?.id !== 'decide') return;
		unsaved.set(cardOf(form).dataset.id, cardOf(form));
		followTyping(cardOf(form));
	});
	addEventListener('beforeunload', event => {
		if (pending || unsaved.size) event.preventDefault();
	});

	/* ---- Cards and rows, fetched before they are wanted ---- */

	/* For each item a promise of {card, row}. */
	const ahead = new Map();
	let fetchingRows = null;

	const requestCards = (ids, more = '') =>
		fetch(root + '/cards?item=' + ids.join('&item=') + more);
	const cardIn = (page, id) => {
		const card = one(`article[data-id="${id}"]`, page);
		return card ? { card, row: one(`li[data-id="${id}"]`, page) } : Promise.reject();
	};
	const fetchCards = ids => {
		const back = encodeURIComponent(rules.listAddress(location).slice(root.length));
		const page = requestCards(ids, '&ahead=1&back=' + back)
			.then(response => response.text())
			.then(html => document.adoptNode(fragmentOf(html)));
		ids.forEach(id => {
			ahead.set(id, page.then(cards => cardIn(cards, id)));
			ahead.get(id).catch(() => ahead.delete(id));
		});
	};
	const loadCard = id => {
		if (unsaved.has(id)) return Promise.resolve({ card: unsaved.get(id) });
		if (!ahead.has(id)) fetchCards([id]);
		return ahead.get(id);
	};

	const addRows = page => {
		const fresh = every('#list li[data-id]', page).filter(row => !rowOf(row.dataset.id));
		fresh.forEach(row => row.classList.remove('current'));
		every('#list ol').pop().append(...fresh);
		const next = one('#next'), nextAfter = one('#next', page);
		if (nextAfter) next.href = nextAfter.href;
		else next.remove();
	};
	const fetchRows = url => fetch(url).then(response => response.text())
		.then(html => addRows(fragmentOf(html)))
		.catch(() => 0)
		.finally(() => { fetchingRows = null; });
	const fetchAhead = () => {
		const all = rows(), at = all.indexOf(currentRow()), next = one('#next');
		const wanted = rules.cardsToFetch(all.map(row => row.dataset.id), at, id => ahead.has(id));
		if (wanted.length) fetchCards(wanted);
		if (next && !fetchingRows && rules.needsRows(all.length, at)) {
			fetchingRows = fetchRows(next.href + '&ahead=1');
		}
	};

	/* ---- The card that is shown ---- */

	/* Milliseconds after which a card that is shown counts as opened. */
	const DWELL = 2000;
	let dwellTimer = 0;

	/* What asks for a layout waits for the one that the next frame makes anyway. The focus goes
	 * to the card, unless the editor types by then or is in the card already. */
	const placeCard = card => {
		cardPlace.replaceChildren(card);
		requestAnimationFrame(() => {
			const active = document.activeElement;
			scrollTo(0, 0);
			if (card.contains(active) || rules.isTextField(active)) return;
			card.focus({ preventScroll: true });
		});
	};
	const unmarkRows = () => every('#list .current').forEach(row => {
		row.classList.remove('current');
		one('a', row).removeAttribute('aria-current');
	});
	const markRow = row => {
		unmarkRows();
		row.classList.add('current');
		one('a', row).setAttribute('aria-current', 'true');
		const fold = row.closest('details');
		if (fold) fold.open = true;
	};
	/* Tells the server that the editor opened this item: other editors see it. */
	const noteOpened = id => requestCards([id]).catch(() => 0);

	/* stay: the row stands where the decided one stood, so the list need not scroll. */
	const openRow = async (row, { stay } = {}) => {
		markRow(row);
		if (!stay) requestAnimationFrame(() => row.scrollIntoView({ block: 'nearest' }));
		clearTimeout(dwellTimer);
		dwellTimer = setTimeout(noteOpened, DWELL, row.dataset.id);
		try {
			const { card } = await loadCard(row.dataset.id);
			if (row.classList.contains('current')) placeCard(card);
			whenIdle(fetchAhead);
		} catch {
			location.assign(one('a', row).href);
		}
	};
	const openNeighbour = distance => {
		const all = rows(), row = all[all.indexOf(currentRow()) + distance];
		return row && openRow(row);
	};

	/* ---- Order of keys ---- */

	/* Counts the refused decisions. */
	let refusals = 0, lastAction = Promise.resolve();

	/* Runs an action when the cards before it are shown. An action that was meant for what
	 * follows a decision is dropped if that decision is refused meanwhile. */
	const inOrder = action => {
		const before = refusals;
		lastAction = lastAction.then(() => before === refusals ? action() : 0).catch(() => 0);
	};

	/* ---- Decisions ---- */

	let ownDecisions = list?.dataset.last ? [+list.dataset.last] : [];

	/* The server shows what comes next. */
	const submitAsPage = async button => {
		button.dataset.plain = 1;
		await lastPost.catch(() => 0);
		button.form.requestSubmit(button);
	};
	/* Takes the card and its row away; gives what bringBack needs. */
	const takeAway = (card, row) => {
		const { id } = card.dataset;
		const taken = { card, row, parent: row.parentNode, after: row.nextElementSibling };
		taken.wasUnsaved = unsaved.delete(id);
		row.remove();
		card.remove();
		ahead.delete(id);
		addToCount(-1);
		return taken;
	};
	const bringBack = ({ card, row, parent, after, wasUnsaved }) => {
		parent.insertBefore(row, after?.parentNode === parent ? after : null);
		addToCount(1);
		markRow(row);
		if (wasUnsaved) unsaved.set(card.dataset.id, card);
		placeCard(card);
	};
	/* A button beside the message that sends the same form as a page: it shows both texts. */
	const offerConflict = (button, text) => {
		const again = button.cloneNode();
		again.textContent = text;
		again.dataset.plain = 1;
		again.setAttribute('form', 'decide');
		one('#said .said').append(again);
	};
	const decisionDone = reply => {
		if (reply.decision) ownDecisions = rules.afterDecision(ownDecisions, reply.decision);
		else showMessage(reply.text);
	};
	const decisionRefused = (failure, taken, button) => {
		refusals++;
		bringBack(taken);
		showProblem(failure.error);
		if (failure.conflict) offerConflict(button, failure.conflict);
	};

	const decide = async button => {
		const { form, value } = button, card = cardOf(form), { id } = card.dataset;
		const nextRow = () => rules.neighbour(rows(), rowOf(id));
		if (!nextRow() && fetchingRows) await fetchingRows;
		const row = rowOf(id), next = nextRow();
		if (!card.isConnected) return undefined;
		if (!cardPlace || !row || !next || value === 'save') return submitAsPage(button);

		const body = new URLSearchParams(new FormData(form, button));
		const taken = takeAway(card, row);
		showMessage(rules.decisionText(value, one('.name', row).textContent), { canUndo: true });
		const shown = openRow(next, { stay: true });
		post(form.action, () => body)
			.then(decisionDone, failure => decisionRefused(failure, taken, button));
		return shown;
	};

	/* ---- Undo ---- */

	/* On a page without the list: the form that offers it, else one made of the logout form, which
	 * stands on every page and has the token. */
	const undoAsPage = () => {
		const form = one('.who form').cloneNode(true);
		form.action = root + '/undo';
		document.body.append(form);
		(one('#said form') || form).requestSubmit();
	};
	/* A whole batch was taken back: the list is read anew. */
	const showAnew = decision => {
		const address = rules.listAddress(location);
		location.assign(address + (address.includes('?') ? '&' : '?') + 'did=' + decision);
	};
	const undoDone = async reply => {
		if (reply.many) return showAnew(reply.decision);
		const id = String(reply.item);
		ownDecisions = rules.afterUndo(ownDecisions, reply.last);
		ahead.delete(id);
		const { row } = await loadCard(id);
		showMessage(reply.text);
		addToCount(1);
		rowOf(id)?.remove();
		one('#list ol').prepend(row);
		return openRow(row);
	};
	const undoRefused = failure => {
		ownDecisions = rules.afterFailedUndo(ownDecisions, failure);
		showProblem(failure.error);
	};
	const undo = () => list
		? post(root + '/undo', () => new URLSearchParams(rules.undoFields(csrf(), ownDecisions)))
			.then(undoDone, undoRefused)
		: undoAsPage();

	/* ---- Several items at once ---- */

	const select = () => {
		const row = currentRow();
		if (!row) return undefined;
		row.classList.toggle('selected');
		showMessage(selectedRows().length + ' selected. Shift+A approves them.');
		return openNeighbour(1);
	};
	/* reply.did: the items that were approved before the refusal. */
	const batchRefused = reply => {
		for (const id of reply.did || []) {
			rowOf(id).remove();
			addToCount(-1);
		}
		if (!currentRow()) openNeighbour(1);
		showProblem(reply.error);
	};
	const approveSelected = () => {
		const selected = selectedRows();
		if (!selected.length) return showMessage('Select items with x first.');
		const body = new URLSearchParams({ csrf: csrf(), do: 'approve' });
		selected.forEach(({ dataset }) => body.append('item', dataset.id + '_' + dataset.version));
		return post(root + '/batch', () => body)
			.then(() => location.assign(rules.listAddress(location)), batchRefused);
	};

	/* ---- Keys ---- */

	let prefix = '';

	const pressButton = value => {
		const button = one(`#decide button[value=${value}]`);
		return button ? decide(button) : showMessage('No button here for that key.');
	};
	/* To a field, or through a link. */
	const goTo = element => {
		element?.focus();
		if (element?.tagName === 'A') element.click();
	};
	const openTopics = () => {
		const topics = one('.topics');
		if (!topics) return;
		topics.open = true;
		goTo(one('input', topics));
	};
	const togglePreview = () => {
		const preview = one('#preview');
		if (!preview) return;
		preview.open = !preview.open;
		preview.scrollIntoView({ block: 'nearest' });
	};
	const setSection = number => {
		const section = every('input[name=section]')[number - 1];
		if (!section) return;
		section.checked = true;
		section.blur();
	};
	const setReason = number => {
		const reason = one('#reason');
		if (!reason?.options[number]) return;
		reason.selectedIndex = number;
		showMessage('Reason for rejecting: ' + reason.value);
	};
	/* The keys of the help page, in a dialog over what the editor is at. */
	const makeHelp = async () => {
		const page = fragmentOf(await (await fetch(root + '/help')).text());
		if (!one('.keys', page)) throw page;
		const dialog = document.createElement('dialog');
		dialog.id = 'help';
		dialog.setAttribute('aria-labelledby', 'keys');
		dialog.innerHTML = '<form method="dialog"><button>Close</button></form>';
		dialog.append(one('#keys', page), one('.keys', page));
		document.body.append(dialog);
		return dialog;
	};
	const openHelp = async () => (one('#help') || await makeHelp()).showModal();
	const help = () => {
		if (!one('#keys') || one('#help')) openHelp().catch(() => location.assign(root + '/help'));
	};
	const openSource = () => {
		const source = one('#source');
		if (source) open(source.href, '_blank', 'noreferrer');
	};

	/* Gives false if the key is left to the browser. */
	const follow = key => {
		const link = one(`[data-go="${CSS.escape(key)}"]`);
		if (!link) return false;
		link.click();
		return true;
	};
	const leaveField = () => {
		document.activeElement.blur();
		return false;
	};

	/* The actions of rules.keyMeaning. An action on the card waits for the card (inOrder). */
	const perform = {
		approve: () => inOrder(() => pressButton('approve')),
		reject: () => inOrder(() => pressButton('reject')),
		later: () => inOrder(() => pressButton('later')),
		next: () => inOrder(() => openNeighbour(1)),
		previous: () => inOrder(() => openNeighbour(-1)),
		select: () => inOrder(select),
		approveSelected: () => inOrder(approveSelected),
		undo: () => inOrder(undo),
		editSummary: () => inOrder(() => goTo(one('#summary'))),
		openTopics: () => inOrder(openTopics),
		approveNow: () => { pressButton('approve'); },
		chooseSection: () =>
			(one('input[name=section]:checked') || one('input[name=section]'))?.focus(),
		setSection: ({ number }) => setSection(number),
		setReason: ({ number }) => setReason(number),
		openDuplicate: () => goTo(one('#duplicate')),
		search: () => goTo(one('#q')),
		goTo: () => 0,
		follow: ({ key }) => follow(key),
		openSource, togglePreview, help, leaveField,
	};
	const keysAreOff = () =>
		Boolean(one('dialog[open]')) || document.body.classList.contains('keys-off');

	addEventListener('keydown', event => {
		const { target } = event;
		const meaning = rules.keyMeaning(event, {
			prefix,
			inSummary: target.id === 'summary',
			inTextField: rules.isTextField(target),
			off: keysAreOff(),
		});
		if (!meaning) return;
		prefix = rules.prefixAfter(meaning.action);
		if (perform[meaning.action](meaning) !== false) event.preventDefault();
	});

	/* ---- Buttons and links ---- */

	addEventListener('submit', event => {
		const button = event.submitter, form = button?.form;
		if (form?.id !== 'decide' || event.defaultPrevented) return;
		const { id } = cardOf(form).dataset;
		if (button.dataset.plain || !cardPlace || button.value === 'save' || !rowOf(id)) {
			unsaved.delete(id);
			return;
		}
		event.preventDefault();
		decide(button);
	});
	addEventListener('click', event => {
		const link = event.target.closest('#list li[data-id] a, [data-step]');
		const otherWindow = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
		if (!link || !cardPlace || otherWindow) return;
		event.preventDefault();
		const { step } = link.dataset;
		inOrder(() => step ? openNeighbour(+step) : openRow(link.closest('li')));
	});

	if (list) fetchAhead();

	/* What a worker was asked for is shown when it came, unless the editor types meanwhile. */
	const LOOK_AGAIN = 1000;
	const isTyped = () =>
		every('input, textarea').some(field => field.value !== field.defaultValue);
	const lookAgain = () => fetch(location.href).then(response => response.text()).then(text => {
		if (text.includes('data-again')) setTimeout(lookAgain, LOOK_AGAIN);
		else if (!isTyped()) location.reload();
	});
	if (one('[data-again]')) setTimeout(lookAgain, LOOK_AGAIN);
})();
