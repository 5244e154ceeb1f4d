#include "mail/copies.h"

#include <assert.h>

#include "base/array.h"
#include "mail/header.h"

static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alpha(s.p[i]) && !is_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return s.n > 0;
}

/* How often it occurs, without overlaps. */
static size_t occurrences(struct str text, struct str what)
{
	size_t n = 0;
	for (size_t at; (at = str_find(text, what)) != STR_NOT_FOUND; n++)
		text = str_sub(text, at + what.n, SIZE_MAX);
	return n;
}

/* The value of a field after its colon, folded lines and the last line end included. */
static struct copies_span field_span(struct arena *a, struct str bytes, const char *name)
{
	struct str mark = str_printf(a, "\r\n%s:", name);
	size_t at = str_find(bytes, mark);
	assert(at != STR_NOT_FOUND); /* message_write writes it, after "From" */
	struct copies_span span = {at + mark.n, at + mark.n};
	do
		span.to += str_find_char(str_sub(bytes, span.to, SIZE_MAX), '\n') + 1;
	while (bytes.p[span.to] == ' ');
	return span;
}

static void add_slot(struct copies *c, struct arena *a, struct copies_slot slot)
{
	c->slots = arena_grow(a, c->slots, c->n, sizeof *c->slots);
	c->slots[c->n++] = slot;
}

/* Whether the placeholder begins at `at`. Its bytes stand for themselves in quoted-printable, but a
 * line may be broken between any two (RFC 2045 section 6.7(5)): each piece is a slot. */
static bool take_slots(struct copies *c, struct arena *a, struct str placeholder, size_t at)
{
	const struct str line_break = S("=\r\n");
	size_t kept = c->n;
	for (size_t from = 0; from < placeholder.n;) {
		size_t n = 0;
		while (from + n < placeholder.n && at + n < c->bytes.n &&
			c->bytes.p[at + n] == placeholder.p[from + n])
			n++;
		add_slot(c, a, (struct copies_slot){at, from, n});
		from += n;
		at += n;
		bool broken = str_starts(str_sub(c->bytes, at, SIZE_MAX), line_break);
		if (from < placeholder.n && (n == 0 || !broken)) {
			c->n = kept;
			return false;
		}
		at += from < placeholder.n ? line_break.n : 0;
	}
	return true;
}

/* Finds the placeholder in all of the message; returns how often. */
static size_t find_slots(struct copies *c, struct arena *a, struct str placeholder)
{
	size_t found = 0;
	for (size_t at = 0; at + placeholder.n <= c->bytes.n; at++) {
		const char *next = memchr(c->bytes.p + at, placeholder.p[0], c->bytes.n - at);
		if (!next)
			break;
		at = (size_t)(next - c->bytes.p);
		if (!take_slots(c, a, placeholder, at))
			continue;
		const struct copies_slot *last = &c->slots[c->n - 1];
		at = last->at + last->n - 1;
		found++;
	}
	return found;
}

bool copies_begin(struct copies *c, struct arena *a, const struct message *message,
	struct str placeholder, struct err *err)
{
	struct message *m = &c->message;
	struct str from;
	*c = (struct copies){.message = *message, .token = placeholder.n};
	assert(is_token(placeholder));
	m->to = m->from;
	m->seed = STR_NONE;
	m->content = message_content(a, m);
	if (!header_address(a, m->from.address, &from, &c->domain, err) ||
		!message_write(a, m, &c->bytes, err))
		return false;
	c->to = field_span(a, c->bytes, "To");
	c->date = field_span(a, c->bytes, "Date");
	c->id = field_span(a, c->bytes, "Message-ID");
	const struct str places[] = {
		m->unsubscribe_url, m->unsubscribe, m->archive, m->owner, m->text, m->html};
	size_t found = find_slots(c, a, placeholder), wanted = 0;
	for (size_t i = 0; i < ARRAY_COUNT(places); i++)
		wanted += occurrences(places[i], placeholder);
	return found == wanted ||
		err_set_kind(err, ERR_SYSTEM,
			"the links of an edition are in its message %zu times, not %zu", found, wanted);
}

bool copies_write(struct copies *c, const struct copy *copy, struct buf *out, struct err *err)
{
	struct arena *a = &c->scratch;
	struct message m = c->message;
	struct str to, to_domain;
	arena_reset(a);
	m.seed = copy->seed;
	if (copy->token.n != c->token || !is_token(copy->token))
		return err_set(err, "the token of a copy has not the form of the placeholder");
	if (!header_address(a, copy->to.address, &to, &to_domain, err))
		return false;
	buf_add(out, str_sub(c->bytes, 0, c->to.from));
	header_add(out, "To", header_named(a, copy->to.name, to), "\r\n");
	buf_add(out, str_sub(c->bytes, c->to.to, c->date.from - c->to.to));
	header_add(out, "Date", header_date(a, copy->date), "\r\n");
	buf_add(out, str_sub(c->bytes, c->date.to, c->id.from - c->date.to));
	header_add(out, "Message-ID", message_id(a, &m, c->domain), "\r\n");
	buf_add(out, str_sub(c->bytes, c->id.to, SIZE_MAX));
	if (!buf_ok(out))
		return err_set(err, "the message is too long");
	/* All slots stand after these fields. It wraps around when they became shorter. */
	size_t shift = out->n - c->bytes.n;
	for (size_t i = 0; i < c->n; i++) {
		const struct copies_slot *slot = &c->slots[i];
		assert(slot->at >= c->id.to && slot->at + shift + slot->n <= out->n);
		memcpy(out->p + (slot->at + shift), copy->token.p + slot->from, slot->n);
	}
	return true;
}

void copies_end(struct copies *c)
{
	arena_free(&c->scratch);
}
