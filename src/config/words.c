#include "config/words.h"

#include <assert.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"

extern const struct embedded WORDS_FILES[];

enum { FILE_MAX_BYTES = 1 << 20, MONTHS = 12 };

/* A file while it is being read. `problems` is NULL for the program's own. */
struct words_file {
	struct arena *a;
	struct words *words;
	struct problems *problems;
	long line;
};

static struct strs keys_of(struct arena *a)
{
	struct strs keys = {0};
	for (enum word word = 0; word < WORD_COUNT; word++)
		strs_add(a, &keys, words_key(word));
	return keys;
}

static size_t forms_in(struct str text)
{
	size_t n = 0;
	while (text.p) {
		str_cut(&text, '|');
		n++;
	}
	return n;
}

/* What is wrong with the text of a word; NULL: nothing. */
static const char *wrong_text(const struct words_file *f, enum word word, struct str text)
{
	if (!text.n)
		return "is empty; leave the line out, and the English word is shown";
	if (!words_has_forms(word))
		return NULL;
	size_t n = forms_in(text);
	if (word == WORD_months)
		return n == MONTHS ? NULL : "must have twelve names with “|” between";
	return n == words_plural_forms(f->words->plural) ?
		NULL :
		"must have as many forms, with “|” between, as the language has plural categories";
}

static void take_word(struct words_file *f, struct str key, struct str text)
{
	enum word word = words_find(key);
	const char *wrong = word < WORD_COUNT ? wrong_text(f, word, text) : NULL;
	if (word < WORD_COUNT && !wrong) {
		f->words->v[word] = text;
		return;
	}
	assert(f->problems); /* tests/words_test.py looks at the program's own files */
	if (wrong) {
		problem_add(f->problems, f->line, STR_FMT " %s", STR_ARG(key), wrong);
		return;
	}
	struct strs keys = keys_of(f->a);
	problem_add_word(f->problems, f->line, key, "word", &keys);
}

/* key = "text" */
static void take_line(struct words_file *f, struct str line)
{
	struct str text = line, key = str_trim(str_cut(&text, '='));
	text = str_trim(text);
	if (!line.n || line.p[0] == '#')
		return;
	bool quoted = text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"';
	struct str inside = quoted ? str_sub(text, 1, text.n - 2) : STR_NONE;
	if (quoted && str_find_char(inside, '"') == STR_NOT_FOUND) {
		take_word(f, key, inside);
		return;
	}
	assert(f->problems);
	problem_add(f->problems, f->line, "a line must be empty, a comment, or: key = \"text\"");
}

static void take_lines(struct words_file *f, struct str text)
{
	while (text.p) {
		f->line++;
		take_line(f, str_trim(str_cut(&text, '\n')));
	}
}

static struct str name_of(struct arena *a, struct str tag)
{
	return str_printf(a, STR_FMT ".conf", STR_ARG(str_lower(a, tag)));
}

static struct str own_path(struct arena *a, const struct site *site, struct str tag)
{
	return str_printf(
		a, STR_FMT "/templates/words/" STR_FMT, STR_ARG(site->folder), STR_ARG(name_of(a, tag)));
}

/* "de" and "de-AT" of "de-AT"; "de" alone of "de". */
static struct strs tags_of(struct arena *a, struct str language)
{
	struct strs tags = {0};
	size_t first = str_find_char(language, '-');
	strs_add(a, &tags, first == STR_NOT_FOUND ? language : str_sub(language, 0, first));
	if (first != STR_NOT_FOUND)
		strs_add(a, &tags, language);
	return tags;
}

static void read_program_file(struct reader *r, struct str tag)
{
	struct words_file f = {.a = &r->site->arena, .words = &r->site->words};
	struct str text;
	if (embedded_find(WORDS_FILES, name_of(f.a, tag), &text))
		take_lines(&f, text);
}

static void read_own_file(struct reader *r, struct str tag)
{
	struct words_file f = {
		.a = &r->site->arena, .words = &r->site->words, .problems = &r->problems};
	struct str text, path = own_path(f.a, r->site, tag);
	struct err err;
	if (access(path.p, F_OK) != 0)
		return;
	strs_add(f.a, &r->problems.files,
		str_printf(f.a, "templates/words/" STR_FMT, STR_ARG(name_of(f.a, tag))));
	if (!file_read(f.a, path.p, FILE_MAX_BYTES, &text, &err)) {
		problem_add(&r->problems, 0, "%s", err.text);
		return;
	}
	if (!utf8_valid(text))
		problem_add(&r->problems, 0, "the file is not UTF-8 text");
	take_lines(&f, utf8_clean(f.a, text));
}

static bool is_among(struct str subtag, const char *const *list)
{
	while (*list && !str_ieq(subtag, str_of(*list)))
		list++;
	return *list;
}

/* By the script that the tag names, else by that in which the language is written mostly (the
 * Suppress-Script of the IANA registry of subtags, and CLDR's likely subtags). */
static bool is_rtl(struct str language)
{
	static const char *const languages[] = {
		"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi", NULL};
	static const char *const scripts[] = {
		"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", NULL};
	enum { SCRIPT = 4 };
	struct str rest = language;
	bool rtl = is_among(str_cut(&rest, '-'), languages);
	for (struct str subtag; rest.p;) {
		subtag = str_cut(&rest, '-');
		if (subtag.n == SCRIPT && is_alpha(subtag.p[0]))
			rtl = is_among(subtag, scripts);
	}
	return rtl;
}

/* CLDR, plural rules for cardinals. */
static enum plural plural_of(struct str language)
{
	static const char *const below2[] = {"fr", "pt", NULL}, *const arabic[] = {"ar", NULL};
	struct str base = str_cut(&language, '-');
	if (str_ieq(base, S("pt")) && str_ieq(language, S("PT")))
		return PLURAL_ONE;
	return is_among(base, below2) ? PLURAL_BELOW2 :
		is_among(base, arabic)    ? PLURAL_ARABIC :
									PLURAL_ONE;
}

void config_words_read(struct reader *r)
{
	struct site *site = r->site;
	struct strs tags = tags_of(&site->arena, site->language);
	site->words.rtl = is_rtl(site->language);
	site->words.plural = plural_of(site->language);
	for (size_t i = 0; i < tags.n; i++)
		read_program_file(r, tags.v[i]);
	for (size_t i = 0; i < tags.n; i++)
		read_own_file(r, tags.v[i]);
}

bool config_words_known(struct arena *a, const struct site *site)
{
	struct strs tags = tags_of(a, site->language);
	for (size_t i = 0; i < tags.n; i++) {
		struct str text;
		if (embedded_find(WORDS_FILES, name_of(a, tags.v[i]), &text) ||
			access(own_path(a, site, tags.v[i]).p, F_OK) == 0)
			return true;
	}
	return false;
}
