import assert from 'node:assert/strict';
import test from 'node:test';
import { plain, rules } from './desk_rules.mjs';

const ids = n => Array.from({ length: n }, (_, i) => String(i));
const toFetch = (list, at, held = []) =>
	plain(rules.cardsToFetch(list, at, id => held.includes(id)));

test('after a decision comes the row below, and after the last one the row above', () => {
	const rows = ['a', 'b', 'c'];
	assert.equal(rules.neighbour(rows, 'a'), 'b');
	assert.equal(rules.neighbour(rows, 'b'), 'c');
	assert.equal(rules.neighbour(rows, 'c'), 'b');
	assert.equal(rules.neighbour(['a'], 'a'), undefined);
});

test('a card whose row is not in the list is followed by the first row, if there is one', () => {
	assert.equal(rules.neighbour(['a', 'b'], null), 'a');
	assert.equal(rules.neighbour([], null), undefined);
});

test('the eight cards after the current one are fetched, those that are here are not', () => {
	assert.deepEqual(toFetch(ids(25), 0), ['1', '2', '3', '4', '5', '6', '7', '8']);
	assert.deepEqual(toFetch(ids(25), 3, ['4', '6']), ['5', '7', '8', '9', '10', '11']);
});

test('fewer than six wait until there are more, unless the list ends', () => {
	assert.deepEqual(toFetch(ids(25), 0, ['1', '2', '3']), []);
	assert.deepEqual(toFetch(ids(9), 0, ['1', '2', '3']), ['4', '5', '6', '7', '8']);
	assert.deepEqual(toFetch(ids(10), 0, ['1', '2', '3']), []);
	assert.deepEqual(toFetch(ids(25), 23), ['24']);
	assert.deepEqual(toFetch(ids(25), 24), []);
	assert.deepEqual(toFetch([], -1), []);
});

test('the next page of the list is fetched when fewer than sixteen rows are left', () => {
	assert.equal(rules.needsRows(25, 9), false);
	assert.equal(rules.needsRows(25, 10), true);
});

test('the address of the list names neither the item nor the decision shown', () => {
	const address = search => rules.listAddress({ pathname: '/queue', search });
	assert.equal(address(''), '/queue');
	assert.equal(address('?item=3'), '/queue');
	assert.equal(address('?item=3&did=9'), '/queue');
	assert.equal(address('?order=oldest&item=3'), '/queue?order=oldest');
	assert.equal(address('?item=3&order=oldest&did=9&q=x'), '/queue?order=oldest&q=x');
	assert.equal(address('?q=item=3'), '/queue?q=item=3');
});
