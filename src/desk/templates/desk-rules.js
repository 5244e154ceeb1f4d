/*
 * What the desk's script decides, apart from the page that it acts on: desk.js, before which the
 * desk serves it as one file. It touches no page, and is tested under node (tests/script).
 */
'use strict';

const deskRules = (() => {
	/* The buttons of a card (their values), and what is said when one was pressed. */
	const DONE = { approve: 'Approved', reject: 'Rejected', later: 'Put off' };

	/* What a single key does. The help page lists the same keys for editors. */
	const ACTIONS = {
		a: 'approve', r: 'reject', l: 'later', e: 'editSummary', t: 'openTopics',
		s: 'chooseSection', d: 'openDuplicate', o: 'openSource', p: 'togglePreview',
		j: 'next', k: 'previous', x: 'select', A: 'approveSelected', z: 'undo',
		'/': 'search', g: 'goTo', '?': 'help',
	};
	/* Two actions wait for a second key: the key that is kept until then. */
	const PREFIXES = { chooseSection: 's', goTo: 'g' };

	const CARDS_AHEAD = 8, CARDS_AT_LEAST = 6, ROWS_AHEAD = 16, TITLE_LENGTH = 70;

	/* Whether keys go into this element as text. */
	const isTextField = element =>
		element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
		(element.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(element.type));

	/*
	 * What a key press means: {action, key or number}, or null if it is the browser's.
	 * press: a keydown event. at: {prefix: the key kept from before; inSummary; inTextField;
	 * off: whether the editor switched the keys off or a dialog is open}.
	 */
	const keyMeaning = (press, at) => {
		const command = press.ctrlKey || press.metaKey;
		if (at.inSummary && press.key === 'Enter' && command) return { action: 'approveNow' };
		if (at.inSummary && press.key === 'Escape') return { action: 'leaveField' };
		if (command || press.altKey || at.inTextField || at.off) return null;
		if (press.repeat && !/[jk]/.test(press.key)) return null;
		if (at.prefix === 'g') return { action: 'follow', key: press.key };
		if (/^[1-6]$/.test(press.key)) {
			return { action: at.prefix === 's' ? 'setSection' : 'setReason', number: +press.key };
		}
		return Object.hasOwn(ACTIONS, press.key) ? { action: ACTIONS[press.key] } : null;
	};

	/* The key to be kept after an action. */
	const prefixAfter = action => PREFIXES[action] || '';

	/* The row to go to when this one is decided on: the one after it, else the one before it. */
	const neighbour = (rows, row) => {
		const at = rows.indexOf(row);
		return rows[at + 1] || rows[at - 1];
	};

	/*
	 * The items whose cards are to be fetched now. ids: those of the list in its order; at: the
	 * place of the current one; has: whether a card is here or on its way. They are fetched a few
	 * at a time, and the rest when the list ends.
	 */
	const cardsToFetch = (ids, at, has) => {
		const wanted = ids.slice(at + 1, at + 1 + CARDS_AHEAD).filter(id => !has(id));
		const listEnds = at + 1 + CARDS_AHEAD >= ids.length;
		return wanted.length >= CARDS_AT_LEAST || listEnds ? wanted : [];
	};

	/* Whether the next page of the list is to be fetched. */
	const needsRows = (length, at) => length - at < ROWS_AHEAD;

	/* The address of the list, without the item and the decision that are shown above it. */
	const listAddress = ({ pathname, search }) =>
		pathname + search.replace(/[?&](item|did)=\d+/g, '').replace(/^&/, '?');

	/*
	 * What the reply to a request means: "renew" (the editor logged in again in another window:
	 * take over the new session's token and send the request once more), "done", "refused", or
	 * "lost": the server failed, or something between answered for it (reply is undefined when it
	 * is no JSON), so nobody knows whether it was done.
	 */
	const replyMeaning = (status, reply, sentAgain) => {
		if (!reply || status >= 500) return 'lost';
		if (reply.csrf && !sentAgain) return 'renew';
		return status < 300 ? 'done' : 'refused';
	};
	const lostReply = reply => ({
		error: reply?.error || 'The server did not answer as expected, so this may not be saved. ' +
			'Try again: nothing is done twice.',
		lost: true,
	});

	/* What is said of a request that failed. A refusal carries its own "error"; all else is a
	 * connection that broke, so nobody knows whether the server did it ("lost"). */
	const failureOf = cause => cause.error ? cause : {
		error: 'The server cannot be reached, so this may not be saved. ' +
			'Try again: nothing is done twice.',
		lost: true,
	};

	/*
	 * The editor's own decisions that can be undone, as far as this page knows them, oldest first.
	 * An undo names the last one, so that a repeated request does not undo the one before it.
	 */
	const afterDecision = (own, decision) =>
		decision > (own.at(-1) || 0) ? [...own, decision] : own;
	/* previous: the decision before the undone one, as the server knows it; 0 if there is none. */
	const afterUndo = (own, previous) => {
		const rest = own.slice(0, -1);
		return rest.length || !previous ? rest : [previous];
	};
	/* A refused undo is not asked for again. One that was lost is: perhaps it was never made. */
	const afterFailedUndo = (own, failure) => failure.lost ? own : own.slice(0, -1);
	const undoFields = (csrf, own) => own.length ? { csrf, decision: own.at(-1) } : { csrf };

	const decisionText = (verb, title) => `${DONE[verb]} “${title.slice(0, TITLE_LENGTH)}”`;

	return {
		ACTIONS, isTextField, keyMeaning, prefixAfter, neighbour, cardsToFetch, needsRows,
		listAddress, replyMeaning, lostReply, failureOf, afterDecision, afterUndo, afterFailedUndo,
		undoFields, decisionText,
	};
})();
