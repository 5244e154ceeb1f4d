import assert from 'node:assert/strict';
import test from 'node:test';
import { plain, rules, template } from './desk_rules.mjs';

const BODY = { tagName: 'BODY' };
const NOWHERE = { prefix: '', inSummary: false, inTextField: false, off: false };
const IN_SUMMARY = { ...NOWHERE, inSummary: true, inTextField: true };
const meaning = (press, at = {}) => plain(rules.keyMeaning(press, { ...NOWHERE, ...at }));
const action = (key, at) => meaning({ key }, at)?.action;

test('every key has the action that the help page lists', () => {
	const listed = [...template('desk-help.mustache').matchAll(/<dt>(.*?)<\/dt>/g)]
		.map(([, keys]) => /<kbd>(.*?)<\/kbd>/.exec(keys)[1]);
	const actions = listed.map(key => [key, action(key)]);
	assert.deepEqual(actions.filter(([, name]) => !name), []);
	for (const [key, name] of Object.entries(plain(rules.ACTIONS)))
		assert.equal(action(key), name);
	// K and Shift+A stand beside another key.
	const second = ['k', 'A'];
	assert.deepEqual([...new Set([...listed, ...second])].sort(),
		Object.keys(plain(rules.ACTIONS)).sort());
});

test('a key without an action is the browser’s', () => {
	for (const key of ['b', 'Z', '7', '0', 'Tab', 'Enter', ' ', 'constructor', 'Shift'])
		assert.equal(meaning({ key }), null, key);
});

test('a key with Ctrl, Alt or Meta is the browser’s', () => {
	for (const modifier of ['ctrlKey', 'altKey', 'metaKey'])
		for (const key of ['a', 'r', '1', 'z'])
			assert.equal(meaning({ key, [modifier]: true }), null);
});

test('of the keys that are held down only j and k act again', () => {
	const repeated = Object.keys(rules.ACTIONS).filter(key => meaning({ key, repeat: true }));
	assert.deepEqual(repeated.sort(), ['j', 'k']);
});

test('no key acts in a text field, or while the keys are off', () => {
	for (const at of [{ inTextField: true }, { off: true }, IN_SUMMARY])
		for (const key of [...Object.keys(rules.ACTIONS), '1', '6'])
			assert.equal(meaning({ key }, at), null, key);
});

test('in the summary Ctrl+Enter approves and Escape leaves, even with the keys off', () => {
	for (const off of [false, true]) {
		const at = { ...IN_SUMMARY, off };
		assert.equal(meaning({ key: 'Enter', ctrlKey: true }, at).action, 'approveNow');
		assert.equal(meaning({ key: 'Enter', metaKey: true }, at).action, 'approveNow');
		assert.equal(action('Escape', at), 'leaveField');
		assert.equal(action('Enter', at), undefined);
	}
	assert.equal(meaning({ key: 'Enter', ctrlKey: true }), null);
	assert.equal(meaning({ key: 'Escape' }), null);
});

test('1 to 6 give a reason for rejecting, after s a section', () => {
	assert.deepEqual(meaning({ key: '1' }), { action: 'setReason', number: 1 });
	assert.deepEqual(meaning({ key: '6' }), { action: 'setReason', number: 6 });
	assert.deepEqual(meaning({ key: '2' }, { prefix: 's' }), { action: 'setSection', number: 2 });
});

test('after g any key is that of a page, also one that has an action of its own', () => {
	for (const key of ['q', 'p', 'a', '1', '?'])
		assert.deepEqual(meaning({ key }, { prefix: 'g' }), { action: 'follow', key });
	assert.equal(meaning({ key: 'q', ctrlKey: true }, { prefix: 'g' }), null);
});

test('only s and g wait for a second key', () => {
	const kept = Object.entries(plain(rules.ACTIONS))
		.map(([key, name]) => [key, rules.prefixAfter(name)])
		.filter(([, prefix]) => prefix);
	assert.deepEqual(kept, [['s', 's'], ['g', 'g']]);
	for (const name of ['follow', 'setSection', 'setReason', 'approveNow', 'leaveField'])
		assert.equal(rules.prefixAfter(name), '');
});

test('what takes text is a text field; a tick box and a radio button are none', () => {
	const input = type => ({ tagName: 'INPUT', type });
	for (const element of [{ tagName: 'TEXTAREA' }, { tagName: 'SELECT' }, input('text'),
		input('search'), input('date'), { tagName: 'P', isContentEditable: true }])
		assert.equal(rules.isTextField(element), true, JSON.stringify(element));
	for (const element of [BODY, { tagName: 'BUTTON' }, input('radio'), input('checkbox'), {}])
		assert.equal(rules.isTextField(element), false, JSON.stringify(element));
});
