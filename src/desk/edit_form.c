#include "desk/edit_form.h"

#include <assert.h>

#include "store/item.h"
#include "base/hash.h"
#include "item/filing.h"

enum { SUMMARY, TITLE, CITATION, SECTION, TOPICS, FIELDS };
/* So many letters of a hash stand for a field in "seen". They only tell apart what an editor typed:
 * nobody gains by guessing them. */
enum { MARK = 8 };
static const struct {
	const char *name, *title;
} NAMES[FIELDS] = {
	[SUMMARY] = {"summary", "Summary"},
	[TITLE] = {"title", "Title"},
	[CITATION] = {"citation", "Citation"},
	[SECTION] = {"section", "Section"},
	[TOPICS] = {"topic", "Topics"},
};

struct str edit_form_line(const struct http_request *request, const char *name)
{
	struct str text = str_collapse(request->a, http_param(&request->form, name));
	return text.p ? text : S("");
}

bool edit_form_has(struct str name)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (str_eq(name, str_of(NAMES[i].name)))
			return true;
	return str_eq(name, S("seen"));
}

/* The slugs that are topics of the site, in the order of the site. */
static struct strs known_topics(struct arena *a, const struct site *site, struct strs slugs)
{
	struct strs known = {0};
	for (size_t i = 0; i < site->topic_count; i++)
		for (size_t j = 0; j < slugs.n; j++)
			if (str_eq(site->topics[i].slug, slugs.v[j])) {
				strs_add(a, &known, slugs.v[j]);
				break;
			}
	return known;
}

/* What "seen" holds for each field: the first letters of a hash of its text. */
struct marks_of_fields {
	struct str v[FIELDS];
};

static struct marks_of_fields marks_of_fields(
	struct arena *a, const struct site *site, const struct face *face, struct strs topics)
{
	struct strs known = known_topics(a, site, topics);
	const struct hash hashes[FIELDS] = {
		[SUMMARY] = hash_str(str_collapse(a, face->summary)),
		[TITLE] = hash_str(str_collapse(a, face->title)),
		[CITATION] = hash_str(str_collapse(a, face->citation)),
		[SECTION] = hash_str(str_of(section_word(face->section))),
		[TOPICS] = hash_strs(known.v, known.n),
	};
	struct marks_of_fields marks;
	for (size_t i = 0; i < FIELDS; i++)
		marks.v[i] = str_sub(hash_hex(a, hashes[i]), 0, MARK);
	return marks;
}

static struct str mark_seen(struct str seen, size_t field)
{
	assert(field < FIELDS);
	return seen.n == FIELDS * MARK ? str_sub(seen, field * MARK, MARK) : STR_NONE;
}

struct str edit_form_seen(
	struct arena *a, const struct site *site, const struct face *face, struct strs topics)
{
	const struct marks_of_fields m = marks_of_fields(a, site, face, topics);
	struct str seen = str_printf(a, STR_FMT STR_FMT STR_FMT STR_FMT STR_FMT, STR_ARG(m.v[0]),
		STR_ARG(m.v[1]), STR_ARG(m.v[2]), STR_ARG(m.v[3]), STR_ARG(m.v[4]));
	assert(seen.n == FIELDS * MARK); /* else no field would be found in it again */
	return seen;
}

static struct face face_of_form(const struct http_request *request)
{
	return (struct face){.section = section_of(http_param(&request->form, "section")),
		.title = edit_form_line(request, "title"),
		.summary = edit_form_line(request, "summary"),
		.citation = edit_form_line(request, "citation")};
}

static struct strs topics_of_form(const struct http_request *request, const struct site *site)
{
	return known_topics(request->a, site, http_param_all(request->a, &request->form, "topic"));
}

/* A form without the field says nothing of a note; one with an empty field that there is none. */
static struct str note_of(const struct http_request *request)
{
	return http_param(&request->form, "note").p ? edit_form_line(request, "note") : STR_NONE;
}

bool edit_form_read(struct desk *desk, const struct http_request *request, int64_t item_id,
	struct edit *out, struct err *err)
{
	struct item item;
	struct copies copies;
	bool found, changed[FIELDS];
	struct str seen = http_param(&request->form, "seen");
	const struct face mine = face_of_form(request);
	const struct strs topics = topics_of_form(request, desk->site);
	const struct marks_of_fields marks = marks_of_fields(request->a, desk->site, &mine, topics);
	if (!store_item_get(desk->store, request->a, item_id, &item, &found, err) ||
		!store_entry_copies(desk->store, request->a, item_id, &copies, err))
		return false;
	for (size_t i = 0; i < FIELDS; i++)
		changed[i] = !str_eq(marks.v[i], mark_seen(seen, i));
	*out = (struct edit){.section = changed[SECTION] ? mine.section : SECTION_NONE,
		.set_summary = changed[SUMMARY],
		.summary = mine.summary,
		.set_title = changed[TITLE],
		.title = mine.title,
		.set_citation = changed[CITATION],
		.citation = mine.citation,
		.topics = topics,
		.note = note_of(request)};
	/* Topics are set only when they differ from those that the item has without an editor: else
	 * saving another field would fix them. */
	out->set_topics = changed[TOPICS] && found &&
		!strs_eq(topics,
			known_topics(
				request->a, desk->site, filing_of_item(request->a, desk->site, &item, &copies)));
	return true;
}

struct strs edit_form_kept(const struct http_request *request, const struct site *site,
	const struct face *theirs, struct strs topics)
{
	struct str seen = http_param(&request->form, "seen");
	const struct face mine = face_of_form(request);
	const struct marks_of_fields of_mine = marks_of_fields(
		request->a, site, &mine, topics_of_form(request, site));
	const struct marks_of_fields of_theirs = marks_of_fields(request->a, site, theirs, topics);
	struct strs kept = {0};
	for (size_t i = 0; i < FIELDS; i++)
		if (str_eq(of_mine.v[i], mark_seen(seen, i)) && !str_eq(of_theirs.v[i], of_mine.v[i]))
			strs_add(request->a, &kept, str_of(NAMES[i].title));
	return kept;
}
