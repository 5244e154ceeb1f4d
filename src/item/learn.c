#include "item/learn.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/terms.h"
#include "base/utf8.h"
#include "item/rejudge.h"
#include "judge/judge.h"
#include "judge/rank_model.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/learned.h"
#include "store/note.h"
#include "store/site.h"
#include "store/unit.h"

enum { AT_ONCE = 500, WORD_LEAST = 4, WORDS_FOR = 3, WORDS_AGAINST = 2 };
static const double PRIOR_USUAL = 0.5, WORD_COUNTS = 0.02, STEEP = 2, APART = 1e-9;

struct waiting {
	int64_t id;
	size_t text;
	double score;
	bool fixed, lower; /* from lower down */
	struct strs why;
};

struct learning {
	struct store *store;
	struct arena *a;
	const volatile int *stop;
	struct rank_model *model;
	struct waiting *v;
	size_t n;
};

static bool is_stopped(const struct learning *l)
{
	return l->stop && *l->stop;
}

/* What an item says of itself. */
struct said {
	struct str title, text;
	struct str from; /* its kind and sources, as words that no text has */
};

static bool read_item(
	struct store *store, struct arena *a, int64_t id, struct said *out, struct err *err)
{
	struct item item;
	struct copies copies;
	if (!store_item_need(store, a, id, &item, err) ||
		!store_entry_copies(store, a, id, &copies, err))
		return false;
	const struct face face = item_face(&item);
	*out = (struct said){.title = face.title, .text = face.summary};
	out->from = str_printf(a, "itskind%d", (int)face.kind);
	if (!copies.n)
		return true;
	const struct entry *main = &copies.v[item_main_copy(&copies)].entry;
	if (main->text.n || main->lead.n)
		out->text = main->text.n ? main->text : main->lead;
	for (size_t i = 0; i < copies.n; i++)
		out->from = str_printf(
			a, STR_FMT "\nitssource%lld", STR_ARG(out->from), (long long)copies.v[i].source_id);
	return true;
}

static bool take_text(struct learning *l, int64_t id, size_t *text, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct said said;
	if (!read_item(l->store, &a, id, &said, err))
		return false;
	*text = rank_model_add(l->model, said.title,
		str_printf(&a, STR_FMT "\n" STR_FMT, STR_ARG(said.from), STR_ARG(said.text)));
	return true;
}

static bool take_lessons(struct learning *l, const struct lessons *lessons, struct err *err)
{
	for (size_t i = 0; i < lessons->n && !is_stopped(l); i++) {
		size_t text;
		if (!take_text(l, lessons->v[i].item, &text, err))
			return false;
		rank_model_decide(l->model, text, lessons->v[i].wanted ? RANK_WANTED : RANK_UNWANTED);
	}
	return true;
}

static bool take_waiting(struct learning *l, struct err *err)
{
	struct unlearneds waiting;
	if (!store_learned_waiting(l->store, l->a, LEARN_WAITING, &waiting, err))
		return false;
	l->v = arena_array(l->a, waiting.n + 1, sizeof *l->v);
	for (size_t i = 0; i < waiting.n && !is_stopped(l); i++) {
		struct waiting *w = &l->v[l->n++];
		*w = (struct waiting){.id = waiting.v[i].item};
		w->fixed = judge_score_is_fixed(waiting.v[i].prior);
		if (!take_text(l, w->id, &w->text, err))
			return false;
		rank_model_expect(l->model, w->text, waiting.v[i].prior - PRIOR_USUAL);
	}
	return true;
}

/* -- The places -- */

static int compare_scores(const void *left, const void *right)
{
	const struct waiting *a = left, *b = right;
	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return (a->id > b->id) - (a->id < b->id);
}

/* A number that has nothing to do with the place: the same each time, so that an item that was
 * drawn stays where it is. */
static uint64_t lot_of(const struct waiting *w)
{
	uint64_t lot = (uint64_t)w->id * 0x9e3779b97f4a7c15u;
	return (lot ^ lot >> 29) * 0xbf58476d1ce4e5b9u;
}

static struct waiting *draw(struct learning *l, size_t from)
{
	struct waiting *best = NULL;
	for (size_t i = from; i < l->n; i++)
		if (!l->v[i].lower && !l->v[i].fixed && (!best || lot_of(&l->v[i]) < lot_of(best)))
			best = &l->v[i];
	return best;
}

/* Makes room between any two: l->v is in the order of the scores. */
static void part_equal(struct learning *l)
{
	for (size_t i = 1; i < l->n; i++)
		if (l->v[i].score > l->v[i - 1].score - APART)
			l->v[i].score = l->v[i - 1].score - APART;
}

/* l->v is in the order of the scores. The place between two others is between their scores. */
static void draw_lower(struct learning *l)
{
	for (size_t place = LEARN_LOWER - 1; place + LEARN_LOWER < l->n; place += LEARN_LOWER - 1) {
		struct waiting *drawn = draw(l, place + LEARN_LOWER);
		if (!drawn)
			return;
		drawn->lower = true;
		drawn->score = (l->v[place - 1].score + l->v[place].score) / 2;
	}
}

/* -- Why -- */

struct part {
	struct str word;
	double part;
};

/* The largest first; a word that comes twice stands beside itself. */
static int compare_parts(const void *left, const void *right)
{
	const struct part *a = left, *b = right;
	if (a->part != b->part)
		return a->part < b->part ? 1 : -1;
	return str_cmp(a->word, b->word);
}

static struct str list_words(struct arena *a, const struct part *parts, size_t n)
{
	struct str list = STR_NONE;
	for (size_t i = 0; i < n; i++)
		list = str_printf(
			a, STR_FMT "%s“" STR_FMT "”", STR_ARG(list), i ? ", " : "", STR_ARG(parts[i].word));
	return list;
}

/* The parts that long enough words have in the score, the largest first, each word once. */
static size_t parts_of(const struct learning *l, struct arena *a, const struct waiting *w,
	struct strs words, struct part **out)
{
	struct part *parts = arena_array(a, words.n + 1, sizeof *parts);
	size_t n = 0, kept = 0;
	for (size_t i = 0; i < words.n; i++)
		if (words.v[i].n >= WORD_LEAST)
			parts[n++] = (struct part){
				words.v[i], rank_model_part(l->model, w->text, features_word(words.v[i]))};
	if (n)
		qsort(parts, n, sizeof *parts, compare_parts);
	for (size_t i = 0; i < n; i++)
		if (!i || !str_eq(parts[i].word, parts[i - 1].word))
			parts[kept++] = parts[i];
	*out = parts;
	return kept;
}

static bool explain(struct learning *l, struct waiting *w, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct said said;
	struct part *parts;
	if (!read_item(l->store, &a, w->id, &said, err))
		return false;
	struct str text = str_printf(&a, STR_FMT "\n" STR_FMT, STR_ARG(said.title), STR_ARG(said.text));
	size_t n = parts_of(l, &a, w, terms_of(&a, utf8_cut(text, FEATURE_TEXT_MAX)), &parts), most = 0,
		   least = 0;
	while (most < n && most < WORDS_FOR && parts[most].part > WORD_COUNTS)
		most++;
	while (least < n && least < WORDS_AGAINST && parts[n - 1 - least].part < -WORD_COUNTS)
		least++;
	w->why = (struct strs){0};
	if (w->lower)
		strs_add(l->a, &w->why,
			S("Drawn from lower down, so that the order goes on learning from what you decide."));
	if (most)
		strs_add(l->a, &w->why,
			str_printf(l->a, "Approved items have words of it: " STR_FMT ".",
				STR_ARG(list_words(&a, parts, most))));
	if (least)
		strs_add(l->a, &w->why,
			str_printf(l->a, "Rejected items have words of it: " STR_FMT ".",
				STR_ARG(list_words(&a, parts + n - least, least))));
	return true;
}

/* -- All together -- */

static void find_scores(struct learning *l)
{
	rank_model_settle(l->model);
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++)
		if (!l->v[i].fixed)
			l->v[n++] = l->v[i];
	l->n = n;
	for (size_t i = 0; i < l->n; i++)
		l->v[i].score = 1 / (1 + exp(-STEEP * rank_model_score(l->model, l->v[i].text)));
	if (l->n)
		qsort(l->v, l->n, sizeof *l->v, compare_scores);
	part_equal(l);
	draw_lower(l);
}

/* A part of them at a time, so that others can write in between. */
static bool write_part(struct learning *l, size_t from, struct err *err)
{
	for (size_t i = from; i < l->n && i < from + AT_ONCE; i++)
		if (!store_learned_set(l->store, l->v[i].id, l->v[i].score, l->v[i].why, err))
			return false;
	return true;
}

static bool write_all(struct learning *l, struct err *err)
{
	for (size_t i = 0; i < l->n && !is_stopped(l); i++)
		if (!explain(l, &l->v[i], err))
			return false;
	for (size_t i = 0; i < l->n && !is_stopped(l); i += AT_ONCE) {
		struct unit u;
		if (!unit_begin(&u, l->store, err) || !unit_end(&u, write_part(l, i, err), err))
			return false;
	}
	return true;
}

static bool learn_from(struct learning *l, const struct lessons *lessons, struct err *err)
{
	l->model = rank_model_new();
	bool well = take_lessons(l, lessons, err) && take_waiting(l, err);
	if (well && !is_stopped(l)) {
		find_scores(l);
		well = write_all(l, err);
	}
	rank_model_free(l->model);
	return well;
}

static bool are_enough(const struct lessons *lessons)
{
	size_t wanted = 0;
	for (size_t i = 0; i < lessons->n; i++)
		wanted += lessons->v[i].wanted;
	return wanted >= LEARN_LEAST && lessons->n - wanted >= LEARN_LEAST;
}

static bool learn(struct learning *l, bool on, struct err *err)
{
	struct lessons lessons = {0};
	if (on && !store_learned_lessons(l->store, l->a, LEARN_LESSONS, &lessons, err))
		return false;
	return are_enough(&lessons) ? learn_from(l, &lessons, err) :
								  store_learned_forget(l->store, err);
}

bool item_learn_order(struct store *store, struct arena *a, int64_t *order, struct err *err)
{
	struct str text;
	long number = 0;
	if (!store_note_get(store, a, SITE_NOTE_ORDER, &text, err))
		return false;
	(void)str_to_long(text, &number);
	*order = number;
	return true;
}

/* Before and after the scores are written: a page that was read in between is of neither order. */
static bool count_order(struct learning *l, struct err *err)
{
	int64_t order;
	return item_learn_order(l->store, l->a, &order, err) &&
		store_note_set(
			l->store, SITE_NOTE_ORDER, str_printf(l->a, "%lld", (long long)(order + 1)), err);
}

/* What is there to learn from, and what was learned from last. */
static bool read_marks(const struct site *site, struct store *store, struct arena *a,
	struct str *mark, struct str *last, struct err *err)
{
	if (!store_learned_mark(store, a, mark, err) ||
		!store_note_get(store, a, SITE_NOTE_LEARNED, last, err))
		return false;
	if (!site->learn)
		*mark = S("off");
	return true;
}

bool item_learn_waits(const struct site *site, struct store *store, bool *waits, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str mark, last;
	if (!read_marks(site, store, &a, &mark, &last, err))
		return false;
	*waits = !str_eq(mark, last);
	return true;
}

bool item_learn(
	const struct site *site, struct store *store, const volatile int *stop, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct learning l = {.store = store, .a = &a, .stop = stop};
	struct str mark, last;
	if (!read_marks(site, store, &a, &mark, &last, err))
		return false;
	if (str_eq(mark, last))
		return true;
	return count_order(&l, err) && learn(&l, site->learn, err) && count_order(&l, err) &&
		(is_stopped(&l) || store_note_set(store, SITE_NOTE_LEARNED, mark, err));
}
