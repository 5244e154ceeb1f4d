#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/array.h"
#include "mail/copies.h"
#include "mail/flowed.h"

enum { TOKEN = 43, EDITIONS = 300, RECIPIENTS = 4 };
static const char PLACEHOLDER[] = "PLACEHOLDER-of-the_recipient-0123456789-abc";

/* Texts as titles and summaries of items hold them. */
static const char *const pieces[] = {"Stem cells, 5 = 3 + 2 <b>",
	"زرع الخلايا الجذعية في تصلب الجلد", "系统性硬化症的干细胞移植", "🧬👩‍⚕️🫁", "é",
	".", "..", "\n.\n", "\n", " ", "\t", " \n", "From ", ">", "--", "\n-- \n",
	"https://news.example.org/items/pmid-31314805.html?a=1&b=2", "=", "=\n", "x"};

static uint64_t state = 20261129;
static size_t any(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

/* A text with the link of its recipient in random places, of which one is at the start. */
static struct str random_text(struct arena *a, struct str token)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 20);
	for (size_t n = any(60) + 1; n--;) {
		size_t kind = any(8), length = any(90);
		if (n == 0 || kind == 0) { /* in an address, which is never broken */
			buf_add(&out, S("https://x.example/"));
			buf_add(&out, token);
		} else if (kind == 1) /* shifts what follows on its line */
			while (length--)
				buf_add_char(&out, 'w');
		else if (kind == 2 && any(4) == 0)
			for (size_t i = 0; i < 900; i++)
				buf_add_char(&out, (char)('a' + i % 26));
		else
			buf_add(&out, str_of(pieces[any(ARRAY_COUNT(pieces))]));
	}
	return str_copy(a, buf_str(&out));
}

static struct message edition(struct arena *a, uint64_t seed, const char *token)
{
	state = seed;
	struct str link = str_printf(a, "https://news.example.org/mail/leave/%s", token);
	struct str mailto = str_printf(a, "mailto:desk@example.org?subject=unsubscribe%%20%s", token);
	return (struct message){
		.from = {S("Sklerodermie – Nachrichten"), S("desk@example.org")},
		.to = {STR_NONE, S("nobody@example.net")},
		.subject = S("研究：新着3件 – 強皮症ニュースデスク"),
		.id = S("digest.2026-W47-research"),
		.list_name = S("A News Desk: Research"),
		.list_label = S("research"),
		.unsubscribe_url = link,
		.unsubscribe = any(2) ? mailto : STR_NONE,
		.archive = S("https://news.example.org/research/"),
		.owner = S("mailto:desk@example.org"),
		.feedback = S("research:2026-W47:digest"),
		.text = flowed_write(a, random_text(a, str_of(token))),
		.html = any(5) ? random_text(a, str_of(token)) : STR_NONE,
	};
}

static void random_token(char out[static TOKEN + 1])
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	for (size_t i = 0; i < TOKEN; i++)
		out[i] = letters[any(sizeof letters - 1)];
	out[TOKEN] = '\0';
}

static struct str written(struct arena *a, const struct message *m)
{
	struct str out;
	struct err err = {0};
	if (!message_write(a, m, &out, &err))
		fail_msg("%s", err.text);
	return out;
}

/* What message_write makes for this recipient alone. */
static struct str alone(
	struct arena *a, const struct copies *copies, uint64_t seed, const struct copy *copy)
{
	struct message m = edition(a, seed, copy->token.p);
	m.to = copy->to;
	m.date = copy->date;
	m.seed = copy->seed;
	m.content = message_content(a, &copies->message);
	return written(a, &m);
}

static const struct mailbox recipients[RECIPIENTS] = {
	{STR_NONE, {"a@b.example", 11}},
	{{"Ana", 3}, {"ana@example.net", 15}},
	{{"محمد", 8}, {"a.very.long.local.part.of.an.address@mail.of.some.department.example.edu", 72}},
	{{"A name that is long enough to be on two lines of the header, as some are", 72},
		{"desk@sklerodermie-\xc3\xb6.example", 28}},
};

static void test_as_if_written_alone(void **unused)
{
	(void)unused;
	struct err err = {0};
	for (uint64_t i = 1; i <= EDITIONS; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct buf eml CLEANUP_BUF = buf_new(1 << 22);
		struct copies copies CLEANUP_COPIES;
		struct message m = edition(&a, i, PLACEHOLDER);
		if (!copies_begin(&copies, &a, &m, str_of(PLACEHOLDER), &err))
			fail_msg("edition %d: %s", (int)i, err.text);
		for (size_t j = 0; j < RECIPIENTS; j++) {
			char token[TOKEN + 1];
			state = i * 1000 + j;
			random_token(token);
			const struct copy copy = {.to = recipients[j],
				.date = 1795000000 + (int64_t)(i * 86399 * j),
				.seed = str_printf(&a, "handle-%zu", j),
				.token = str_of(token)};
			buf_clear(&eml);
			if (!copies_write(&copies, &copy, &eml, &err))
				fail_msg("%s", err.text);
			struct str want = alone(&a, &copies, i, &copy);
			if (!str_eq(want, buf_str(&eml)))
				fail_msg("edition %d, recipient %d:\n%s\n--- is not ---\n%s", (int)i, (int)j, eml.p,
					str_cstr(&a, want));
			assert_int_equal(str_find(buf_str(&eml), S("PLACEHOLDER")), STR_NOT_FOUND);
			assert_int_equal(str_find(buf_str(&eml), S("\r\n.\r\n")), STR_NOT_FOUND);
		}
	}
}

static void test_added_to_what_is_there(void **unused)
{
	(void)unused;
	struct arena a CLEANUP_ARENA = {0};
	struct buf once CLEANUP_BUF = buf_new(1 << 20), twice CLEANUP_BUF = buf_new(1 << 20);
	struct copies copies CLEANUP_COPIES;
	struct message m = edition(&a, 7, PLACEHOLDER);
	struct err err = {0};
	const struct copy copy = {recipients[0], 1795000000, S("seed"), str_of(PLACEHOLDER)};
	assert_true(copies_begin(&copies, &a, &m, str_of(PLACEHOLDER), &err));
	assert_true(copies_write(&copies, &copy, &once, &err));
	assert_true(copies_write(&copies, &copy, &twice, &err));
	assert_true(copies_write(&copies, &copy, &twice, &err));
	assert_int_equal(twice.n, 2 * once.n);
	assert_memory_equal(twice.p, once.p, once.n);
	assert_memory_equal(twice.p + once.n, once.p, once.n);
}

/* Two recipients have two Message-IDs; one recipient has one, whenever it is sent. */
static struct str id_of(struct arena *a, struct copies *copies, const char *seed, int64_t date)
{
	struct buf eml CLEANUP_BUF = buf_new(1 << 20);
	struct err err = {0};
	const struct copy copy = {recipients[0], date, str_of(seed), str_of(PLACEHOLDER)};
	assert_true(copies_write(copies, &copy, &eml, &err));
	size_t at = str_find(buf_str(&eml), S("\r\nMessage-ID:"));
	struct str rest = str_sub(buf_str(&eml), at + 13, SIZE_MAX);
	return str_copy(a, str_cut(&rest, '>'));
}

static void test_message_ids(void **unused)
{
	(void)unused;
	struct arena a CLEANUP_ARENA = {0};
	struct copies copies CLEANUP_COPIES;
	struct message m = edition(&a, 8, PLACEHOLDER);
	struct err err = {0};
	assert_true(copies_begin(&copies, &a, &m, str_of(PLACEHOLDER), &err));
	struct str one = id_of(&a, &copies, "one", 1795000000);
	assert_true(str_eq(one, id_of(&a, &copies, "one", 1795099999)));
	assert_false(str_eq(one, id_of(&a, &copies, "two", 1795000000)));
	assert_true(str_ends(one, S("@example.org")));
}

static void test_refuses(void **unused)
{
	(void)unused;
	struct arena a CLEANUP_ARENA = {0};
	struct buf eml CLEANUP_BUF = buf_new(1 << 20), small CLEANUP_BUF = buf_new(100);
	struct copies copies CLEANUP_COPIES;
	struct message m = edition(&a, 9, PLACEHOLDER);
	struct err err = {0};
	assert_true(copies_begin(&copies, &a, &m, str_of(PLACEHOLDER), &err));
	static const char *const tokens[] = {"", "short",
		"PLACEHOLDER-of-the_recipient-0123456789-ab\n",
		"PLACEHOLDER-of-the_recipient-0123456789-ab="};
	for (size_t i = 0; i < ARRAY_COUNT(tokens); i++) {
		struct copy copy = {recipients[0], 1795000000, S("seed"), str_of(tokens[i])};
		assert_false(copies_write(&copies, &copy, &eml, &err));
		assert_int_equal(eml.n, 0);
	}
	struct copy copy = {
		{STR_NONE, S("a@b.example\r\nBcc: x@y.example")}, 0, S("s"), str_of(PLACEHOLDER)};
	assert_false(copies_write(&copies, &copy, &eml, &err));
	copy.to = recipients[0];
	assert_false(copies_write(&copies, &copy, &small, &err));
	assert_non_null(strstr(err.text, "too long"));
}

/* Nobody would get a link of their own. */
static void test_placeholder_in_no_slot(void **unused)
{
	(void)unused;
	struct arena a CLEANUP_ARENA = {0};
	struct copies copies CLEANUP_COPIES;
	struct message m = edition(&a, 10, PLACEHOLDER);
	struct err err = {0};
	m.subject = S("For "
				  "PLACEHOLDER-of-the_recipient-0123456789-abc");
	assert_false(copies_begin(&copies, &a, &m, str_of(PLACEHOLDER), &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_if_written_alone),
		cmocka_unit_test(test_added_to_what_is_there),
		cmocka_unit_test(test_message_ids),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_placeholder_in_no_slot),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
