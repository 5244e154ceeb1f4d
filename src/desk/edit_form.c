#include "desk/edit_form.h"

#include <assert.h>

#include "store/item.h"
#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"
#include "item/filing.h"
#include "model/also.h"

/* The fields of a form: a text each, the section and the topics. */
enum {
#define FIELD_NUMBER(name, member, bit) FORM_##name,
	WORDED_LIST(FIELD_NUMBER)
#undef FIELD_NUMBER
		FORM_SECTION,
	FORM_TOPICS,
	FIELDS
};
/* So many letters of a hash stand for a field in "seen". They only tell apart what an editor typed:
 * nobody gains by guessing them. */
enum { MARK = 8 };
static const struct {
	const char *name, *title;
	size_t most; /* characters */
} NAMES[FIELDS] = {
	[FORM_TITLE] = {"title", "Title", 2000},
	[FORM_SUMMARY] = {"summary", "Summary", 4000},
	[FORM_CITATION] = {"citation", "Citation", 1000},
	[FORM_OFFICIAL_TITLE] = {"official_title", "Official title", 2000},
	[FORM_URL] = {"url", "Address", 2000},
	[FORM_LABEL] = {"label", "Label", 500},
	[FORM_LEAD] = {"lead", "Lead line", 500},
	[FORM_ALSO] = {"also", "Also see", 2000},
	[FORM_SECTION] = {"section", "Section", 200},
	[FORM_TOPICS] = {"topic", "Topics", 200},
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

/* The lines of links stay lines. */
static struct str field_text(struct arena *a, struct str text)
{
	return str_find_char(text, '\t') == STR_NOT_FOUND ? str_collapse(a, text) : text;
}

static struct marks_of_fields marks_of_fields(
	struct arena *a, const struct site *site, const struct face *face, struct strs topics)
{
	struct strs known = known_topics(a, site, topics);
	const struct hash hashes[FIELDS] = {
#define FIELD_HASH(name, member, bit) [FORM_##name] = hash_str(field_text(a, face->member)),
		WORDED_LIST(FIELD_HASH)
#undef FIELD_HASH
			[FORM_SECTION] = hash_str(str_of(section_word(face->section))),
		[FORM_TOPICS] = hash_strs(known.v, known.n),
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
	struct str seen = str_cat(a, m.v, FIELDS);
	assert(seen.n == FIELDS * MARK); /* else no field would be found in it again */
	return seen;
}

/* What the form says of the face; a field that it does not have is as in `theirs`. The links of
 * “also see” were looked at before (edit_form_unfit). */
static struct face face_of_form(
	const struct http_request *request, const struct site *site, const struct face *theirs)
{
	struct err unread;
	struct face face = *theirs;
	face.section = section_of(http_param(&request->form, "section"));
#define FIELD_READ(name, member, bit) \
	if (http_param(&request->form, #member).p) \
		face.member = edit_form_line(request, #member);
	WORDED_LIST(FIELD_READ)
#undef FIELD_READ
	if (http_param(&request->form, "also").p &&
		!also_read(request->a, site, http_param(&request->form, "also"), &face.also, &unread))
		face.also = theirs->also;
	return face;
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

const char *edit_form_unfit(const struct http_request *request, const struct site *site)
{
	struct err err;
	struct str url = str_trim(http_param(&request->form, "url")), also;
	for (size_t i = 0; i < FIELDS; i++)
		if (utf8_length(http_param(&request->form, NAMES[i].name)) > NAMES[i].most)
			return str_cstr(request->a,
				str_printf(request->a, "The field “%s” has at most %zu characters.", NAMES[i].title,
					NAMES[i].most));
	if (url.n && !url_is_web(url))
		return "An address begins with http:// or https://.";
	if (also_read(request->a, site, http_param(&request->form, "also"), &also, &err))
		return NULL;
	return str_cstr(request->a, str_of(err.text));
}

/* The mark of a field that the form does not have is that of nothing new. */
static bool is_changed(
	const struct http_request *request, struct str mark, struct str seen, size_t field)
{
	bool asked = field == FORM_TOPICS || http_param(&request->form, NAMES[field].name).p;
	return asked && !str_eq(mark, mark_seen(seen, field));
}

bool edit_form_read(struct desk *desk, const struct http_request *request, int64_t item_id,
	struct edit *out, struct err *err)
{
	struct item item = {0};
	struct copies copies;
	bool found, changed[FIELDS];
	struct str seen = http_param(&request->form, "seen");
	const struct strs topics = topics_of_form(request, desk->site);
	if (!store_item_get(desk->store, request->a, item_id, &item, &found, err) ||
		!store_entry_copies(desk->store, request->a, item_id, &copies, err))
		return false;
	const struct face theirs = item_face(&item), mine = face_of_form(request, desk->site, &theirs);
	const struct marks_of_fields marks = marks_of_fields(request->a, desk->site, &mine, topics);
	for (size_t i = 0; i < FIELDS; i++)
		changed[i] = is_changed(request, marks.v[i], seen, i);
	*out = (struct edit){.section = changed[FORM_SECTION] ? mine.section : SECTION_NONE,
#define FIELD_EDIT(name, m, bit) .set_##m = changed[FORM_##name], .m = mine.m,
		WORDED_LIST(FIELD_EDIT)
#undef FIELD_EDIT
			.topics = topics,
		.note = note_of(request)};
	/* Topics are set only when they differ from those that the item has without an editor: else
	 * saving another field would fix them. */
	out->set_topics = changed[FORM_TOPICS] && found &&
		!strs_eq(topics,
			known_topics(
				request->a, desk->site, filing_of_item(request->a, desk->site, &item, &copies)));
	return true;
}

struct strs edit_form_kept(const struct http_request *request, const struct site *site,
	const struct face *theirs, struct strs topics)
{
	struct str seen = http_param(&request->form, "seen");
	const struct face mine = face_of_form(request, site, theirs);
	const struct marks_of_fields of_mine = marks_of_fields(
		request->a, site, &mine, topics_of_form(request, site));
	const struct marks_of_fields of_theirs = marks_of_fields(request->a, site, theirs, topics);
	struct strs kept = {0};
	for (size_t i = 0; i < FIELDS; i++)
		if (str_eq(of_mine.v[i], mark_seen(seen, i)) && !str_eq(of_theirs.v[i], of_mine.v[i]))
			strs_add(request->a, &kept, str_of(NAMES[i].title));
	return kept;
}
