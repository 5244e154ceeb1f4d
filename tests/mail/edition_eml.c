/* edition_eml SITE KIND ITEMS: an edition as a reader gets it, on stdout: with a link of their own
 * to leave by. KIND says what the items hold: paper, trial, arabic, chinese, emoji, title (300
 * characters), word (900 letters), mixed. With no items, an edition of an editor's words alone. */
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "config/config.h"
#include "config/templates.h"
#include "mail/copies.h"
#include "mail/digest.h"
#include "mail/flowed.h"
#include "render/template.h"
#include "render/view.h"

enum { NOW = 1795000000 /* 2026-11-18 */, ITEMS_MAX = 2000 };
#define PLACEHOLDER "zzzzzzzzzzzzzzzzzzzzzzzzzz"
#define TOKEN "k7qb2mz4xvt4vlr5wsc3ndpyga"
#define LEAVE "https://news.example.org/mail/leave/"
#define SETTINGS "https://news.example.org/mail/settings/"

static struct str repeated(struct arena *a, const char *text, size_t n)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 20);
	while (n--)
		buf_add(&out, str_of(text));
	return str_copy(a, buf_str(&out));
}

struct words_of_item {
	const char *kind, *title, *summary, *lang;
};
static const struct words_of_item WORDS[] = {
	{"paper", "A sample paper about nothing in particular",
		"It shows the form that a summary has, & what <b>markup</b> in one looks like.", "en"},
	{"arabic", "زرع الخلايا الجذعية المكوّنة للدم في التصلب الجهازي المنتشر",
		"حافظ المرضى على وظائف الرئة لمدة خمس سنوات (HSCT) بعد العلاج.", "ar"},
	{"chinese", "系统性硬化症患者自体造血干细胞移植后肺功能的长期随访研究",
		"移植五年后，患者的肺功能保持稳定，皮肤评分显著改善。安全性与此前的报道一致。", "zh"},
	{"emoji", "🧬 Genes, 👩‍⚕️ doctors and 🫁 lungs",
		"What helped: 💊💊💊. What did not: 🍎.", "en"},
};

static const struct words_of_item *words_of(const char *kind, size_t i)
{
	for (size_t k = 0; k < ARRAY_COUNT(WORDS); k++)
		if (strcmp(WORDS[k].kind, kind) == 0)
			return &WORDS[k];
	return &WORDS[strcmp(kind, "mixed") == 0 ? i % ARRAY_COUNT(WORDS) : 0];
}

/* Real items differ: each has words of its own. */
static struct str own_words(struct arena *a, struct str text, size_t i)
{
	return str_printf(a, STR_FMT " (cohort %zu, %zu patients, %zu weeks, dose %zu, site %zu)",
		STR_ARG(text), i + 1, 7 * i + 12, 3 * i + 1001, 11 * i + 5003, 13 * i + 9001);
}

static struct face face_of(struct arena *a, const char *kind, size_t i)
{
	const struct words_of_item *words = words_of(kind, i);
	bool mixed = strcmp(kind, "mixed") == 0;
	struct face face = {
		.section = SECTION_RESEARCH,
		.title = str_of(words->title),
		.url = str_printf(a, "https://pubmed.ncbi.nlm.nih.gov/%zu/?a=1&b=2", 99000000 + i),
		.label = S("PubMed"),
		.citation = S("J Samples, 2026 Nov 3;14(7):e0218068"),
		.summary = str_of(words->summary),
		.date = {2026, 11, 3},
	};
	if (strcmp(kind, "title") == 0 || (mixed && i % 5 == 3))
		face.title = str_sub(repeated(a, "Thirty letters of one title go ", 10), 0, 300);
	if (strcmp(kind, "word") == 0 || (mixed && i % 7 == 5)) {
		face.title = repeated(a, "pneumonoultramicroscopicsilico", 30);
		face.summary = repeated(a, "系统性硬化症的干细胞移植", 75);
	}
	if (strcmp(kind, "trial") == 0 || (mixed && i % 6 == 4)) {
		face.kind = ENTRY_TRIAL;
		face.title = S("SAMPLE Trial: Enrollment Completed");
		face.official_title = S("A Sample of a Trial");
		face.status = S("COMPLETED");
		face.status_line = S("This study has been completed. Last updated 11/15/26.");
	}
	face.title = i % 2 ? face.title : own_words(a, face.title, i);
	face.summary = own_words(a, face.summary, i);
	return face;
}

static struct releases releases_of(struct arena *a, const char *kind, size_t from, size_t n)
{
	struct releases all = {arena_array(a, n + 1, sizeof *all.v), n};
	for (size_t i = 0; i < n; i++)
		all.v[i] = (struct release){.id = (int64_t)(from + i + 1),
			.item = (int64_t)(from + i + 1),
			.tag = str_printf(a, "pmid/%zu", 99000000 + from + i),
			.at = NOW - 3600,
			.published = NOW - 90000,
			.noted = NO_TIME,
			.language = str_of(words_of(kind, from + i)->lang),
			.face = face_of(a, kind, from + i)};
	return all;
}

static bool render(struct arena *a, const struct site *site, const char *name,
	enum mustache_mode mode, struct str *out, struct err *err)
{
	struct templates templates = template_folder(
		a, config_template_folder(a, site), config_template_read);
	struct buf text CLEANUP_BUF = buf_new(1 << 20);
	templates.words = &site->words;
	json_t *data = json_pack("{ss ss ss ss ss ss so so}", "greeting", "Dear reader,", "home",
		"https://news.example.org/", "web", "https://news.example.org/research/", "email",
		"desk@example.org", "unsubscribe", LEAVE PLACEHOLDER, "settings", SETTINGS PLACEHOLDER,
		"first_of_all",
		json_pack("[ss]", "The desk is closed this week, and nothing new was approved.",
			"We are back on Monday: "
			"a letter to desk@example.org is answered then."),
		"parts", json_array());
	view_set(data, "site_title", site->title);
	view_set(data, "subject", S("Research – A News Desk, week 47"));
	view_set(data, "section", S("Research"));
	view_set(data, "period", S("week 47"));
	view_set(data, "day", S("November 18, 2026"));
	view_set(data, "lang", site->language);
	view_set(data, "dir", site->words.rtl ? S("rtl") : STR_NONE);
	view_set(data, "postal_address", site->postal_address);
	bool rendered = template_render(&templates, name, data, mode, &text, err);
	*out = str_copy(a, buf_str(&text));
	json_decref(data);
	return rendered;
}

/* An edition that an editor sends without items. */
static bool render_words(
	struct arena *a, const struct site *site, struct digest *digest, struct err *err)
{
	struct str text;
	digest->subject = S("Research – A News Desk, week 47");
	if (!render(a, site, "digest.html", MUSTACHE_HTML, &digest->html, err) ||
		!render(a, site, "digest.txt", MUSTACHE_TEXT, &text, err))
		return false;
	digest->text = flowed_write(a, text);
	return true;
}

static bool write_eml(
	struct arena *a, const struct site *site, const char *kind, size_t n, struct err *err)
{
	const struct mail_list list = mail_list_of(SECTION_RESEARCH);
	const struct digest_edition edition = {
		.site = site, .list = &list, .period = S("2026-W47"), .now = NOW, .token = S(PLACEHOLDER)};
	const struct edition_draft draft = {.fresh = releases_of(a, kind, 0, n - n / 4),
		.corrected = releases_of(a, kind, n, n / 4),
		.words = {.greeting = S("Dear <reader>,"), .first = S("A first thing.\nA second thing.")}};
	const struct copy copy = {.to = {S("Ana María"), S("ana@example.net")},
		.date = NOW,
		.seed = S("1"),
		.token = S(TOKEN)};
	struct digest digest = {0};
	struct copies copies CLEANUP_COPIES = {0};
	struct buf eml CLEANUP_BUF = buf_new(1 << 21);
	if (!(n ? digest_build(a, &edition, &draft, &digest, err) :
			  render_words(a, site, &digest, err)))
		return false;
	const struct message message = digest_message(a, &edition, &digest);
	if (!copies_begin(&copies, a, &message, S(PLACEHOLDER), err) ||
		!copies_write(&copies, &copy, &eml, err))
		return false;
	return fwrite(eml.p, 1, eml.n, stdout) == eml.n ||
		err_set_kind(err, ERR_SYSTEM, "cannot write");
}

int main(int argc, char **argv)
{
	struct arena a CLEANUP_ARENA = {0};
	struct site site CLEANUP_CONFIG = {0};
	struct strs problems = {0};
	struct err err = {0};
	size_t items = argc == 4 ? strtoul(argv[3], NULL, 10) : ITEMS_MAX + 1;
	if (items > ITEMS_MAX)
		return fprintf(stderr, "edition_eml SITE KIND ITEMS\n"), 2;
	if (!config_read(argv[1], &site, &problems))
		err_set(&err, "%s", problems.v[0].p);
	else if (write_eml(&a, &site, argv[2], items, &err))
		return 0;
	fprintf(stderr, "edition_eml: %s\n", err.text);
	return 1;
}
