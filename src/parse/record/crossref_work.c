#include "parse/record/crossref_work.h"

#include <ctype.h>

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "parse/html/html.h"
#include "parse/html/token.h"
#include "parse/record/paper_text.h"

enum { LINE_MAX_BYTES = 500, NUMBER_MAX_BYTES = 60, AUTHORS_MAX = 200 };
enum { PARTS_MAX = 40, LANGUAGE_MAX_BYTES = 35 };

struct str crossref_text(json_t *value)
{
	return json_is_string(value) ?
		(struct str){json_string_value(value), json_string_length(value)} :
		STR_NONE;
}

/* The member as plain text: a string, or the first of a list of strings. */
static struct str line_of(struct arena *a, json_t *object, const char *key, size_t max)
{
	json_t *value = json_object_get(object, key);
	if (json_is_array(value))
		value = json_array_get(value, 0);
	return html_to_text(a, crossref_text(value), max);
}

/* -- Dates -- */

static int number_of(json_t *value, int least, int most)
{
	json_int_t number = json_is_integer(value) ? json_integer_value(value) : 0;
	return number >= least && number <= most ? (int)number : 0;
}

/* {"date-parts": [[2026, 3, 9]]}: one to three of them; [[null]] when it is not known. */
static struct date date_of(json_t *message, const char *key)
{
	json_t *value = json_object_get(message, key);
	json_t *parts = json_array_get(json_object_get(value, "date-parts"), 0);
	struct date d = {.year = number_of(json_array_get(parts, 0), 1000, 9999)};
	if (d.year)
		d.month = number_of(json_array_get(parts, 1), 1, 12);
	if (d.month)
		d.day = number_of(json_array_get(parts, 2), 1, 31);
	if (d.day && !date_valid(d))
		d.day = 0;
	return d;
}

static struct date first_date(json_t *message, const char *const *keys)
{
	struct date d = {0};
	for (size_t i = 0; keys[i] && !d.year; i++)
		d = date_of(message, keys[i]);
	return d;
}

static void read_dates(json_t *message, struct paper *paper)
{
	static const char *const printed[] = {"published-print", "published", "issued", "posted", NULL};
	static const char *const online[] = {"published-online", "posted", NULL};
	paper->pub_date.date = first_date(message, printed);
	paper->article_date = first_date(message, online);
}

/* -- Title and kind -- */

/* Publishers register what they print as one title, "Title: Subtitle", in two fields. */
static struct str title_of(struct arena *a, json_t *message)
{
	struct str title = line_of(a, message, "title", ENTRY_TITLE_MAX);
	struct str more = line_of(a, message, "subtitle", LINE_MAX_BYTES);
	if (!title.n || !more.n || str_ifind(title, more) != STR_NOT_FOUND)
		return title;
	bool ended = str_find_char(S(":?!."), title.p[title.n - 1]) != STR_NOT_FOUND;
	return utf8_cut(STR_CAT(a, title, ended ? S(" ") : S(": "), more), ENTRY_TITLE_MAX);
}

/* The API's word as words: "journal-article" as "Journal Article". */
static struct str type_words(struct arena *a, struct str word)
{
	struct str words = str_collapse(a, utf8_clean(a, utf8_cut(word, LINE_MAX_BYTES)));
	char *p = str_cstr(a, words);
	for (size_t i = 0; i < words.n; i++) {
		if (p[i] == '-' || p[i] == '_')
			p[i] = ' ';
		if (i == 0 || p[i - 1] == ' ')
			p[i] = (char)toupper((unsigned char)p[i]);
	}
	return (struct str){p, words.n};
}

/* Of what is posted, the subtype says what it is: a preprint. */
static void read_type(struct arena *a, json_t *message, struct paper *paper)
{
	struct str type = crossref_text(json_object_get(message, "type"));
	struct str subtype = crossref_text(json_object_get(message, "subtype"));
	bool posted = str_eq(type, S("posted-content"));
	paper->book = str_find(type, S("book")) != STR_NOT_FOUND || str_eq(type, S("monograph"));
	struct str words = type_words(a, posted ? str_or(subtype, type) : type);
	if (words.n)
		strs_add(a, &paper->publication_types, words);
}

/* What holds it: a journal, a book; of a preprint, where it is posted. */
static void read_place(struct arena *a, json_t *message, struct paper *paper)
{
	json_t *institution = json_object_get(message, "institution");
	if (json_is_array(institution))
		institution = json_array_get(institution, 0);
	struct str container = line_of(a, message, "container-title", LINE_MAX_BYTES);
	paper->journal = str_or(container, line_of(a, institution, "name", LINE_MAX_BYTES));
	paper->book_title = paper->book ? container : STR_NONE;
	paper->publisher = line_of(a, message, "publisher", LINE_MAX_BYTES);
	paper->volume = line_of(a, message, "volume", NUMBER_MAX_BYTES);
	paper->issue = line_of(a, message, "issue", NUMBER_MAX_BYTES);
	paper->pages = line_of(a, message, "page", NUMBER_MAX_BYTES);
	paper->elocation = line_of(a, message, "article-number", NUMBER_MAX_BYTES);
}

/* -- Authors -- */

static void read_authors(struct arena *a, json_t *message, struct paper *paper)
{
	json_t *authors = json_object_get(message, "author");
	size_t n = json_array_size(authors);
	paper->authors_cut = n > AUTHORS_MAX;
	n = paper->authors_cut ? AUTHORS_MAX : n;
	paper->authors = arena_array(a, n, sizeof *paper->authors);
	for (size_t i = 0; i < n; i++) {
		json_t *one = json_array_get(authors, i);
		const struct author author = {.last = line_of(a, one, "family", LINE_MAX_BYTES),
			.fore = line_of(a, one, "given", LINE_MAX_BYTES),
			.collective = line_of(a, one, "name", LINE_MAX_BYTES)};
		if (author.last.n || author.collective.n)
			paper->authors[paper->author_count++] = author;
	}
}

/* -- The abstract -- */

/* An abstract while it is read: `text` is the markup since the last heading, with a space where a
 * paragraph begins or ends. */
struct abstract_reader {
	struct arena *arena;
	struct paper *paper;
	struct str label;
	struct buf text;
	bool in_title;
};

/* "jats:sec" as "sec". */
static struct str local_name(struct str name)
{
	size_t colon = str_find_char(name, ':');
	return colon == STR_NOT_FOUND ? name : str_sub(name, colon + 1, SIZE_MAX);
}

static bool separates_words(struct str name)
{
	return str_ieq(name, S("p")) || str_ieq(name, S("sec")) || str_ieq(name, S("list-item")) ||
		str_ieq(name, S("break")) || str_ieq(name, S("br"));
}

/* What was read since the last heading is a part, unless it is nothing. */
static void end_part(struct abstract_reader *r)
{
	struct str text = html_to_text(r->arena, buf_str(&r->text), ENTRY_TEXT_MAX);
	buf_clear(&r->text);
	if (!text.n || r->paper->abstract_count >= PARTS_MAX)
		return;
	r->paper->abstract[r->paper->abstract_count++] = (struct abstract_part){
		.label = r->label, .text = text};
}

static void begin_heading(struct abstract_reader *r)
{
	end_part(r);
	r->label = STR_NONE;
	r->in_title = true;
}

/* The heading over all of it says nothing. */
static void end_heading(struct abstract_reader *r)
{
	struct str label = html_to_text(r->arena, buf_str(&r->text), LINE_MAX_BYTES);
	buf_clear(&r->text);
	while (str_ends(label, S(":")) || str_ends(label, S(".")))
		label = str_sub(label, 0, label.n - 1);
	r->label = str_ieq(label, S("Abstract")) || str_ieq(label, S("Summary")) ? STR_NONE : label;
	r->in_title = false;
}

static void take_tag(struct abstract_reader *r, const struct html_token *token)
{
	struct str name = local_name(token->name);
	bool title = str_ieq(name, S("title"));
	if (title && token->kind == HTML_START)
		begin_heading(r);
	else if (title && r->in_title)
		end_heading(r);
	else if (separates_words(name))
		buf_add_char(&r->text, ' ');
}

static void read_abstract(struct arena *a, struct str jats, struct paper *paper)
{
	struct abstract_reader r = {.arena = a, .paper = paper, .text = buf_new(jats.n * 2 + 16)};
	struct html_token token;
	paper->abstract = arena_array(a, PARTS_MAX, sizeof *paper->abstract);
	while (html_token_next(&jats, &token)) {
		if (token.kind == HTML_TEXT)
			buf_add(&r.text, token.text);
		else if (token.kind != HTML_NOTHING)
			take_tag(&r, &token);
	}
	end_part(&r);
	buf_free(&r.text);
}

/* -- The work -- */

static void read_notices(
	struct arena *a, struct str doi, const struct work_said *said, size_t n, struct paper *paper)
{
	paper->corrections = arena_array(a, n, sizeof *paper->corrections);
	for (size_t i = 0; i < n; i++)
		if (str_eq(said[i].doi, doi))
			paper->corrections[paper->correction_count++] = (struct correction){
				.kind = said[i].kind, .doi = said[i].by};
}

/* The address by the DOI; where there is none, that of the publisher's page. */
static struct str url_of(struct arena *a, json_t *message)
{
	json_t *primary = json_object_get(json_object_get(message, "resource"), "primary");
	struct str url = str_copy(a, crossref_text(json_object_get(message, "URL")));
	if (!url_is_sound(a, url))
		url = str_copy(a, crossref_text(json_object_get(primary, "URL")));
	return url_is_sound(a, url) ? url : STR_NONE;
}

/* The first day that is whole: online, then in print. */
static int64_t published_time(const struct paper *paper)
{
	return paper->article_date.day ? date_to_time(paper->article_date) :
		paper->pub_date.date.day   ? date_to_time(paper->pub_date.date) :
									 NO_TIME;
}

struct entry crossref_work_entry(struct arena *a, json_t *message, struct str doi,
	const struct work_said *said, size_t said_count)
{
	struct paper *paper = arena_new(a, struct paper);
	read_type(a, message, paper);
	read_place(a, message, paper);
	read_dates(message, paper);
	read_authors(a, message, paper);
	read_abstract(a, crossref_text(json_object_get(message, "abstract")), paper);
	read_notices(a, doi, said, said_count, paper);
	return (struct entry){.kind = ENTRY_WORK,
		.native = doi,
		.url = url_of(a, message),
		.title = title_of(a, message),
		.text = paper_text_abstract(a, paper),
		.author = paper_text_authors(a, paper),
		.language = line_of(a, message, "language", LANGUAGE_MAX_BYTES),
		.published = published_time(paper),
		.updated = NO_TIME,
		.keys = {.doi = doi},
		.paper = paper};
}
