/* Phrases are looked for where a word or punctuation begins, among those with the same two first
 * letters: a bit for each three bytes says whether there are any. Their first eight bytes are
 * compared at once, which leaves few to look at. Speed matters here: the rules look at every word
 * of every text. */
#include "base/phrases.h"

#include <assert.h>

#include "base/alloc.h"

/* Of a byte its five low bits count, which are those of a letter in either case. */
enum { FRONT_BITS = 5, FRONTS = 1 << 3 * FRONT_BITS };
enum { BUCKETS = 1024, ROOM = 64, FIRST_BYTES = sizeof(uint64_t) };

struct phrase {
	uint64_t first, mask; /* its first bytes in lower case, and 0xFF for each */
	struct str text;
	phrase_set bits;
	bool open; /* any rest of a word may follow */
	int next;  /* with its first letters; -1: none */
};

struct phrase_table {
	struct phrase *all;
	size_t n;
	unsigned char fronts[FRONTS / 8]; /* a bit for each three bytes with which one may begin */
	int first[BUCKETS];
};

/* Eight bytes with ASCII letters in lower case: A is 0x41, Z is 0x5A. */
static uint64_t lower_bytes(uint64_t bytes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
	uint64_t low = bytes & ~high, from_a = low + ones * (0x80 - 'A'),
			 past_z = low + ones * (0x7F - 'Z');
	return bytes | ((from_a & ~past_z & ~bytes & high) >> 2);
}

/* The first bytes of the text in lower case; 0 behind its end. */
static uint64_t first_bytes(struct str text)
{
	uint64_t bytes = 0;
	if (text.n >= FIRST_BYTES)
		memcpy(&bytes, text.p, FIRST_BYTES);
	else
		memcpy(&bytes, text.p, text.n);
	return lower_bytes(bytes);
}

static size_t bucket_of(struct str text)
{
	assert(text.n > 1);
	unsigned first = (unsigned char)to_lower(text.p[0]),
			 second = (unsigned char)to_lower(text.p[1]);
	return (first * 31 + second) % BUCKETS;
}

/* The front that begins a byte later, when `next` is its last byte. */
static unsigned front_move(unsigned front, char next)
{
	return (front << FRONT_BITS | ((unsigned char)next & ((1u << FRONT_BITS) - 1))) % FRONTS;
}

static unsigned front_of(char first, char second, char third)
{
	return front_move(front_move(front_move(0, first), second), third);
}

/* Whether a phrase may begin with this front. */
static bool has_front(const struct phrase_table *table, unsigned front)
{
	return table->fronts[front / 8] >> front % 8 & 1;
}

static void add_front(struct phrase_table *table, unsigned front)
{
	table->fronts[front / 8] |= (unsigned char)(1u << front % 8);
}

/* Behind a phrase of two bytes any byte may stand. */
static void add_fronts(struct phrase_table *table, struct str text)
{
	if (text.n > 2)
		add_front(table, front_of(text.p[0], text.p[1], text.p[2]));
	for (int third = 0; text.n == 2 && third < 1 << FRONT_BITS; third++)
		add_front(table, front_of(text.p[0], text.p[1], (char)third));
}

static void add_phrase(struct phrase_table *table, struct str text, phrase_set bits)
{
	assert(text.n > 1 && bits);
	bool open = text.p[text.n - 1] == '*';
	text.n -= open;
	int *bucket = &table->first[bucket_of(text)];
	size_t rest = text.n < FIRST_BYTES ? FIRST_BYTES - text.n : 0;
	struct phrase phrase = {first_bytes(text), 0, text, bits, open, *bucket};
	memset(&phrase.mask, 0xFF, FIRST_BYTES - rest);
	add_fronts(table, text);
	*bucket = (int)table->n;
	if (table->n % ROOM == 0)
		table->all = alloc_resize(table->all, (table->n + ROOM) * sizeof *table->all);
	table->all[table->n++] = phrase;
}

static struct phrase_table *make_table(const struct phrases *lists)
{
	struct phrase_table *table = alloc_bytes(sizeof *table);
	*table = (struct phrase_table){0};
	for (size_t i = 0; i < BUCKETS; i++)
		table->first[i] = -1;
	for (size_t i = 0; i < lists->list_count; i++)
		for (size_t k = 0; k < lists->lists[i].count; k++) {
			struct str rest = str_of(lists->lists[i].phrases[k]);
			while (rest.n)
				add_phrase(table, str_cut(&rest, '|'), lists->lists[i].bits);
		}
	return table;
}

/* The table of these lists, found by their address: they are constants, so it would be the same
 * whenever it was made. */
static struct phrase_table *table_of(const struct phrases *lists)
{
	static struct made {
		const struct phrases *of;
		struct phrase_table *table;
	} made[2 * PHRASES_MAX];
	size_t at = (uintptr_t)lists / sizeof *lists % ARRAY_COUNT(made);
	while (made[at].of && made[at].of != lists)
		at = (at + 1) % ARRAY_COUNT(made);
	if (!made[at].of)
		made[at] = (struct made){lists, make_table(lists)};
	return made[at].table;
}

/* Whether no word goes on behind what ends here. */
static bool ends_word(struct str text, size_t end)
{
	assert(end && end <= text.n);
	return end == text.n || !phrases_word_byte(text.p[end]) || !phrases_word_byte(text.p[end - 1]);
}

static bool ends_letters(struct str text, size_t end)
{
	return end == text.n || !is_alpha(text.p[end]);
}

/* The bits of the phrases that the text begins with. */
static phrase_set begins_with(
	const struct phrase_table *table, struct str text, bool (*ends)(struct str, size_t))
{
	phrase_set found = 0;
	if (text.n < 2 ||
		!has_front(table, front_of(text.p[0], text.p[1], text.n > 2 ? text.p[2] : (char)0)))
		return 0;
	int k = table->first[bucket_of(text)];
	uint64_t first = k >= 0 ? first_bytes(text) : 0;
	for (; k >= 0; k = table->all[k].next) {
		const struct phrase *phrase = &table->all[k];
		if ((first & phrase->mask) == phrase->first &&
			(phrase->text.n <= FIRST_BYTES || str_istarts(text, phrase->text)) &&
			(phrase->open || ends(text, phrase->text.n)))
			found |= phrase->bits;
	}
	return found;
}

static bool is_inside_word(struct str text, size_t at)
{
	return at && phrases_word_byte(text.p[at - 1]) && phrases_word_byte(text.p[at]);
}

/* The bits of the phrases that stand at the next place in the text, from *at on, where any do; 0
 * when none does. Sets *at to that place. */
static phrase_set next(const struct phrase_table *table, struct str text, size_t *at)
{
	size_t i = *at;
	unsigned front = i + 1 < text.n ? front_of(0, text.p[i], text.p[i + 1]) : 0;
	for (; i + 1 < text.n; i++) {
		front = front_move(front, i + 2 < text.n ? text.p[i + 2] : (char)0);
		if (!has_front(table, front) || is_inside_word(text, i))
			continue; /* as nearly everywhere */
		phrase_set found = begins_with(table, str_sub(text, i, SIZE_MAX), ends_word);
		if (found) {
			*at = i;
			return found;
		}
	}
	return 0;
}

phrase_set phrases_in(const struct phrases *lists, struct str text)
{
	phrase_set all = 0, found;
	struct phrase_table *table = table_of(lists);
	for (size_t at = 0; (found = next(table, text, &at)); at++)
		all |= found;
	return all;
}

size_t phrases_find(const struct phrases *lists, phrase_set of, struct str text)
{
	phrase_set found;
	struct phrase_table *table = table_of(lists);
	for (size_t at = 0; (found = next(table, text, &at)); at++)
		if (found & of)
			return at;
	return STR_NOT_FOUND;
}

phrase_set phrases_begin(const struct phrases *lists, struct str text)
{
	while (text.n && (text.p[0] == '(' || text.p[0] == '[' || text.p[0] == ' '))
		text = str_sub(text, 1, SIZE_MAX);
	return begins_with(table_of(lists), text, ends_letters);
}

phrase_set phrases_of_word(const struct phrases *lists, struct str word)
{
	return begins_with(table_of(lists), word, ends_word);
}
