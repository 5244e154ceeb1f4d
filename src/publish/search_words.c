/* By what words an item is found, and how it is shown when it is. */
#include "base/array.h"
#include "base/terms.h"
#include "item/filing.h"
#include "publish/search.h"
#include "render/facts.h"
#include "render/notice.h"
#include "render/view.h"
#include "store/found.h"

static void add_terms(struct arena *a, struct strs *terms, struct str text)
{
	struct strs more = terms_of(a, text);
	for (size_t i = 0; i < more.n; i++)
		strs_add(a, terms, more.v[i]);
}

static void add_facts(
	struct arena *a, struct strs *terms, const struct words *words, struct str facts)
{
	for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
		struct strs values = facts_texts(a, words, fact, facts_get(a, facts, fact));
		for (size_t i = 0; i < values.n; i++)
			add_terms(a, terms, values.v[i]);
	}
}

static void add_topics(
	struct arena *a, struct strs *terms, const struct site *site, const struct release *release)
{
	const bool *on = filing_topics(a, site, release);
	for (size_t i = 0; i < site->topic_count; i++)
		if (on[i])
			add_terms(a, terms, site->topics[i].title);
}

/* Each once, in byte order, a space between two, but for those of `others`, which are sorted. */
static struct str listed(struct arena *a, struct strs *terms, struct strs others)
{
	size_t n = 0;
	strs_sort(terms);
	for (size_t i = 0; i < terms->n; i++)
		n += terms->v[i].n + 1;
	struct buf b CLEANUP_BUF = buf_new(n + 1);
	for (size_t i = 0; i < terms->n; i++) {
		if ((i && str_eq(terms->v[i], terms->v[i - 1])) || strs_sorted_have(others, terms->v[i]))
			continue;
		if (b.n)
			buf_add_char(&b, ' ');
		buf_add(&b, terms->v[i]);
	}
	return str_copy(a, buf_str(&b));
}

/* The names of items that have no number are hashes, which nobody looks for. */
static bool is_identifier(struct str tag)
{
	return !str_starts(tag, S("page/"));
}

bool search_put(const struct site *site, struct store *store, struct arena *a,
	const struct release *release, int64_t *number, struct err *err)
{
	const struct face *face = &release->face;
	const struct words *words = &site->words;
	const struct str texts[] = {face->official_title, face->summary, face->label, face->citation,
		view_status_line(a, words, face), notice_words(a, words, face), release->note,
		is_identifier(release->tag) ? release->tag : STR_NONE};
	struct found found = {.item = release->item};
	char month[TIME_TEXT];
	struct strs title = terms_of(a, view_heading(a, words, face)), text = {0};
	for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
		add_terms(a, &text, texts[i]);
	add_facts(a, &text, words, face->facts);
	add_topics(a, &text, site, release);
	found.title = listed(a, &title, (struct strs){0});
	found.text = listed(a, &text, title);
	/* A release never changes, so its number stands for all that a result shows but for the name of
	 * its page, and what became unknown. */
	struct str stamp = str_printf(a, "%lld " STR_FMT "%s%s", (long long)release->id,
		STR_ARG(release->tag), face->unverified.year ? " " : "",
		face->unverified.year ? date_iso(face->unverified, month) : "");
	return store_found_put(store, &found, stamp, number, err);
}

int64_t search_file_of(int64_t number)
{
	return (number - 1) / SEARCH_FILE + 1;
}

json_t *search_result(const struct site *site, const struct release *release, struct str root)
{
	static const char *const MEMBERS[] = {"title", "title_lang", "page", "source_line",
		"status_line", "notice", "recruiting", "retracted", "preprint", "animals", "marked"};
	struct arena a CLEANUP_ARENA = {0};
	json_t *view = view_release(site, release, filing_topics(&a, site, release), NULL, root),
		   *result = json_object();
	for (size_t i = 0; i < ARRAY_COUNT(MEMBERS); i++) {
		json_t *member = json_object_get(view, MEMBERS[i]);
		if (!json_is_false(member))
			json_object_set(result, MEMBERS[i], member);
	}
	json_decref(view);
	return result;
}
