/* What the digest's templates make of what an edition may have and may lack. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "base/utf8.h"
#include "config/templates.h"
#include "mail/flowed.h"
#include "mail/links.h"
#include "render/template.h"

static struct str rendered(struct arena *a, const char *name, json_t *data)
{
	static const struct site site = {.folder = {SOURCE_DIR, sizeof SOURCE_DIR - 1}};
	struct templates t = template_folder(a, config_template_folder(a, &site), config_template_read);
	struct buf out CLEANUP_BUF = buf_new(1 << 20);
	struct err err = {0};
	enum mustache_mode mode = strcmp(name, "digest.html") == 0 ? MUSTACHE_HTML : MUSTACHE_TEXT;
	t.words = &WORDS_ENGLISH;
	if (!template_render(&t, name, data, mode, &out, &err))
		fail_msg("%s", err.text);
	return str_copy(a, buf_str(&out));
}

static json_t *least(void)
{
	return json_pack("{ss ss ss ss ss ss ss s[]}", "site_title", "A News Desk", "subject",
		"Research – A News Desk", "section", "Research", "period", "week 47", "day",
		"November 18, 2026", "email", "desk@example.org", "unsubscribe",
		"https://news.example.org/mail/leave/token", "parts");
}

static json_t *item(int number, const char *title, const char *lang)
{
	return json_pack("{si ss ss ss* ss ss ss* ss}", "number", number, "title", title, "url",
		"https://example.org/item?a=1&b=2", "title_lang", lang, "summary", "One sentence.",
		"source_line", "PubMed, 2026.", "summary_lang", lang, "page", "https://example.org/page");
}

static json_t *whole(void)
{
	json_t *data = least();
	json_t *part = json_pack("{ss sb si s[oo]}", "heading", "New", "updates", 0, "more", 7, "items",
		item(1, "A paper", NULL), item(2, "زرع الخلايا", "ar"));
	json_array_append_new(json_object_get(data, "parts"), part);
	json_object_update_new(data,
		json_pack("{ss ss ss ss ss ss s[ss] ss}", "lang", "en", "home", "https://news.example.org/",
			"web", "https://news.example.org/research/", "counts", "2 new items", "settings",
			"https://news.example.org/mail/settings/token", "greeting", "Dear <reader>,",
			"first_of_all", "The first thing.", "The second thing.", "postal_address",
			"1 Sample Street, Springfield, IL 62701"));
	return data;
}

static size_t count(struct str text, const char *what)
{
	size_t n = 0;
	for (size_t at; (at = str_find(text, str_of(what))) != STR_NOT_FOUND; n++)
		text = str_sub(text, at + 1, SIZE_MAX);
	return n;
}

static void has(struct str text, const char *part)
{
	if (!count(text, part))
		fail_msg("\"%s\" is not in:\n%.*s", part, STR_ARG(text));
}

static void every_link_is_in(struct arena *a, struct str html, struct str text)
{
	struct strs links = links_of(a, html);
	assert_int_not_equal(links.n, 0);
	for (size_t i = 0; i < links.n; i++)
		if (!links_in_text(text, links.v[i]))
			fail_msg("%s is not in:\n%.*s", links.v[i].p, STR_ARG(text));
}

static void test_whole(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	json_auto_t *data = whole();
	struct str html = rendered(&a, "digest.html", data), text = rendered(&a, "digest.txt", data);
	has(html,
		"Dear &lt;reader&gt;,</p>\n<p dir=\"auto\" style=\"margin:12px 0 0\">The first thing.");
	has(html, "The second thing.</p>\n<h2 ");
	has(html, "<h3 dir=\"auto\" lang=\"ar\" ");
	has(html, ">Change what you get</a>");
	has(html, ">Unsubscribe</a>");
	has(html, "<div style=\"display:none\">2 new items in Research, week 47.</div>");
	has(text, "Dear <reader>,\n\nThe first thing.\n\nThe second thing.\n\nIn this edition:\n");
	has(text, "Change what you get:\nhttps://news.example.org/mail/settings/token\n");
	has(text, "Unsubscribe:\nhttps://news.example.org/mail/leave/token\n");
	every_link_is_in(&a, html, text);
}

/* No items, no words of an editor, no settings, no address on the web. */
static void test_least(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	json_auto_t *data = least();
	struct str html = rendered(&a, "digest.html", data), text = rendered(&a, "digest.txt", data);
	assert_int_equal(count(html, "Change what you get") + count(text, "Change what you get"), 0);
	assert_int_equal(count(text, "In this edition"), 0);
	assert_int_equal(count(text, "\n\n\n\n"), 0);
	has(html, "November 18, 2026</p>");
	has(html, "<div style=\"display:none\">Research – A News Desk</div>");
	every_link_is_in(&a, html, text);
}

/* What some mail programs drop, or make a mess of. */
static void test_for_mail_programs(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	json_auto_t *data = whole();
	struct str html = rendered(&a, "digest.html", data);
	static const char *const never[] = {"height:", "flex", "grid", "position:", "url(", "@import",
		"@font-face", "<script", "<form", "<link", "<img", "<svg"};
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (count(html, never[i]))
			fail_msg("\"%s\" is in the HTML", never[i]);
	assert_int_equal(count(html, "<table"), count(html, "<table role=\"presentation\""));
	assert_int_equal(count(html, "<a "),
		count(html, "\" style=\"color:") +
			count(html, "\" style=\"display:inline-block;padding:8px 0;color:"));
	assert_int_equal(count(html, "<h1"), 1);
	has(html, "word-break: break-word");
	has(html, "prefers-color-scheme: dark");
	has(html, "max-width:640px");
}

/* Only addresses make lines of the text long. */
static void test_text_lines(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	json_auto_t *data = whole();
	char word[901];
	memset(word, 'w', 900);
	word[900] = '\0';
	json_t *part = json_array_get(json_object_get(data, "parts"), 0);
	json_array_append_new(json_object_get(part, "items"), item(3, word, NULL));
	struct str flowed = flowed_write(&a, rendered(&a, "digest.txt", data));
	for (struct str rest = flowed; rest.n;) {
		struct str line = str_cut(&rest, '\n');
		if (utf8_length(line) > 78 && str_find(line, S("://")) == STR_NOT_FOUND)
			fail_msg("too long: %.*s", STR_ARG(line));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_least),
		cmocka_unit_test(test_for_mail_programs),
		cmocka_unit_test(test_text_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
