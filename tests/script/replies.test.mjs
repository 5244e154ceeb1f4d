import assert from 'node:assert/strict';
import test from 'node:test';
import { plain, rules } from './desk_rules.mjs';

test('a reply with a token renews it once; then what the server says stands', () => {
	assert.equal(rules.replyMeaning(403, { csrf: 't', error: 'old' }, undefined), 'renew');
	assert.equal(rules.replyMeaning(403, { csrf: 't', error: 'old' }, true), 'refused');
	assert.equal(rules.replyMeaning(200, { decision: 4 }, undefined), 'done');
	assert.equal(rules.replyMeaning(409, { error: 'changed' }, undefined), 'refused');
});

test('a server that failed, or another that answers for it, refused nothing', () => {
	assert.equal(rules.replyMeaning(500, { error: 'See the log.' }, undefined), 'lost');
	assert.equal(rules.replyMeaning(502, undefined, undefined), 'lost');
	assert.equal(rules.replyMeaning(200, undefined, undefined), 'lost');
	assert.deepEqual(plain(rules.lostReply({ error: 'See the log.' })),
		{ error: 'See the log.', lost: true });
	assert.match(rules.lostReply(undefined).error, /nothing is done twice\.$/);
});

test('an undo that was lost is asked for again, a refused one is not', () => {
	assert.deepEqual(plain(rules.afterFailedUndo([5, 7], rules.lostReply(undefined))), [5, 7]);
	assert.deepEqual(plain(rules.afterFailedUndo([5, 7], { error: 'Not yours.' })), [5]);
});

test('a refusal keeps its own words, and what it offers', () => {
	const refusal = { error: 'Somebody else changed this.', conflict: 'Show both' };
	assert.equal(rules.failureOf(refusal), refusal);
});

test('a broken connection is no refusal: what it did is unknown', () => {
	const failure = plain(rules.failureOf(new TypeError('Failed to fetch')));
	assert.equal(failure.lost, true);
	assert.match(failure.error, /^The server cannot be reached.*nothing is done twice\.$/);
});

test('own decisions are kept in order, and one that is told twice is kept once', () => {
	assert.deepEqual(plain(rules.afterDecision([], 5)), [5]);
	assert.deepEqual(plain(rules.afterDecision([5], 7)), [5, 7]);
	assert.deepEqual(plain(rules.afterDecision([5, 7], 7)), [5, 7]);
	assert.deepEqual(plain(rules.afterDecision([5, 7], 6)), [5, 7]);
});

test('after an undo the one before is next, from the server when the page knows none', () => {
	assert.deepEqual(plain(rules.afterUndo([5, 7], 5)), [5]);
	assert.deepEqual(plain(rules.afterUndo([5, 7], 0)), [5]);
	assert.deepEqual(plain(rules.afterUndo([7], 5)), [5]);
	assert.deepEqual(plain(rules.afterUndo([7], 0)), []);
	assert.deepEqual(plain(rules.afterUndo([], 0)), []);
});

test('an undo names the decision, if one is known', () => {
	assert.deepEqual(plain(rules.undoFields('t', [5, 7])), { csrf: 't', decision: 7 });
	assert.deepEqual(plain(rules.undoFields('t', [])), { csrf: 't' });
});

test('a decision is told with the start of the title', () => {
	assert.equal(rules.decisionText('later', 'Stem cells'), 'Put off “Stem cells”');
	assert.equal(rules.decisionText('approve', 'x'.repeat(99)), `Approved “${'x'.repeat(70)}”`);
	assert.match(rules.decisionText('reject', 'T'), /^Rejected /);
});
