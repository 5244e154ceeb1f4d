#include "judge/rank_model.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

/* Chosen on the mean of all sets of cases/triage, none on its own. */
static const double COST = 0.22, RATIO = 9.8, BIAS = 0.05, EVIDENCE = 0.5, SETTLED = 1e-3;
enum { SETTLE_ROUNDS = 60, NEW_VISITS = 3, REWEIGH_SHARE = 8 };

struct text {
	struct features features;
	float scale; /* makes its length 1; 0: none of its features counts */
	double alpha, prior, score;
	enum rank_label label;
};

/* `weights` holds idf² times the sum of alpha × sign × scale × tf over the decided texts, so that
 * the score of a text is the sum of scale × tf × weight: one look-up a feature. */
struct rank_model {
	struct arena arena; /* the features */
	struct text *v;
	size_t n, cap;
	size_t *decided, decided_n, decided_cap;
	size_t counts[3]; /* by label */
	size_t weighed;   /* how many texts the idf is of */
	size_t scaled;    /* the texts before this one have their scales */
	size_t scored;    /* the texts before this one have a score */
	size_t turn;      /* the text whose score is next to be brought up to date */
	size_t visit;     /* the decided text that is next to be looked at again */
	size_t unvisited; /* so many of the last decisions were not looked at yet */
	bool changed;     /* the weights, since the scores */
	double bias, tf[FEATURE_COUNT_MAX + 1];
	uint32_t df[FEATURE_BUCKETS];
	float square_idf[FEATURE_BUCKETS], weights[FEATURE_BUCKETS];
	float *sorting; /* room for as many scores as there are texts */
};

struct rank_model *rank_model_new(void)
{
	struct rank_model *m = calloc(1, sizeof *m);
	if (!m)
		alloc_fail();
	for (size_t i = 1; i <= FEATURE_COUNT_MAX; i++)
		m->tf[i] = 1 + log((double)i);
	return m;
}

void rank_model_free(struct rank_model *m)
{
	if (!m)
		return;
	arena_free(&m->arena);
	free(m->v);
	free(m->decided);
	free(m->sorting);
	free(m);
}

size_t rank_model_add(struct rank_model *m, struct str title, struct str text)
{
	if (m->n == m->cap) {
		m->cap = m->cap ? 2 * m->cap : 64;
		m->v = alloc_resize(m->v, m->cap * sizeof *m->v);
		m->sorting = alloc_resize(m->sorting, m->cap * sizeof *m->sorting);
	}
	struct text *t = &m->v[m->n];
	*t = (struct text){.label = RANK_WAITING};
	features_of(&m->arena, title, text, &t->features);
	t->prior = (double)t->features.evidence;
	for (uint32_t i = 0; i < t->features.n; i++)
		m->df[feature_bucket(t->features.v[i])]++;
	m->counts[RANK_WAITING]++;
	return m->n++;
}

void rank_model_expect(struct rank_model *m, size_t text, double prior)
{
	assert(text < m->n);
	m->v[text].prior += prior;
	m->changed = true;
}

/* -- The weights -- */

static double dot(const struct rank_model *m, const struct text *t)
{
	double sum = 0;
	for (uint32_t i = 0; i < t->features.n; i++) {
		uint32_t feature = t->features.v[i];
		sum += m->tf[feature_count(feature)] * (double)m->weights[feature_bucket(feature)];
	}
	return sum * (double)t->scale + m->bias;
}

/* Adds `step` times the text to the weights. */
static void move(struct rank_model *m, const struct text *t, double step)
{
	double scaled = step * (double)t->scale;
	for (uint32_t i = 0; i < t->features.n; i++) {
		uint32_t feature = t->features.v[i], bucket = feature_bucket(feature);
		m->weights[bucket] +=
			(float)(scaled * m->tf[feature_count(feature)] * (double)m->square_idf[bucket]);
	}
	m->bias += step * BIAS;
	m->changed = true;
}

static double sign_of(const struct text *t)
{
	return t->label == RANK_WANTED ? 1 : -1;
}

static void scale(struct rank_model *m, struct text *t)
{
	double square = 0;
	for (uint32_t i = 0; i < t->features.n; i++) {
		double tf = m->tf[feature_count(t->features.v[i])];
		square += tf * tf * (double)m->square_idf[feature_bucket(t->features.v[i])];
	}
	t->scale = square > 0 ? (float)(1 / sqrt(square)) : 0;
}

/* Counts anew how rare each feature is, and makes the weights from the alphas. */
static void reweigh(struct rank_model *m)
{
	for (size_t b = 0; b < FEATURE_BUCKETS; b++) {
		double idf = 1 + log((1 + (double)m->n) / (1 + m->df[b]));
		m->square_idf[b] = (float)(idf * idf);
		m->weights[b] = 0;
	}
	m->bias = 0;
	for (size_t i = 0; i < m->n; i++)
		scale(m, &m->v[i]);
	for (size_t i = 0; i < m->decided_n; i++) {
		const struct text *t = &m->v[m->decided[i]];
		move(m, t, t->alpha * sign_of(t));
	}
	m->weighed = m->scaled = m->n;
	m->scored = 0;
}

/* Takes in what was added. What is rare changes slowly once there are many. */
static void take_in(struct rank_model *m)
{
	if (m->n > m->weighed + m->weighed / REWEIGH_SHARE)
		reweigh(m);
	for (; m->scaled < m->n; m->scaled++)
		scale(m, &m->v[m->scaled]);
}

/* -- Decisions -- */

static void forget(struct rank_model *m, size_t text)
{
	struct text *t = &m->v[text];
	if (text < m->scaled)
		move(m, t, -t->alpha * sign_of(t));
	t->alpha = 0;
	size_t at = 0;
	while (m->decided[at] != text)
		at++;
	for (; at + 1 < m->decided_n; at++)
		m->decided[at] = m->decided[at + 1];
	m->decided_n--;
	if (m->unvisited > m->decided_n)
		m->unvisited = m->decided_n;
	/* Of the last one, rounding would leave weights that order what nothing was decided of. */
	if (!m->decided_n)
		m->weighed = 0;
}

static void remember(struct rank_model *m, size_t text)
{
	if (m->decided_n == m->decided_cap) {
		m->decided_cap = m->decided_cap ? 2 * m->decided_cap : 64;
		m->decided = alloc_resize(m->decided, m->decided_cap * sizeof *m->decided);
	}
	m->decided[m->decided_n++] = text;
	m->unvisited++;
}

void rank_model_decide(struct rank_model *m, size_t text, enum rank_label label)
{
	assert(text < m->n);
	struct text *t = &m->v[text];
	if (t->label == label)
		return;
	if (t->label != RANK_WAITING)
		forget(m, text);
	m->counts[t->label]--;
	m->counts[label]++;
	t->label = label;
	if (label != RANK_WAITING)
		remember(m, text);
	m->changed = true;
}

/* What one decision may cost: those that were wanted weigh RATIO times as much together. */
static double cost_of(const struct rank_model *m, enum rank_label label)
{
	double all = (double)m->decided_n, share = label == RANK_WANTED ? RATIO : 1;
	return COST * all * share / ((1 + RATIO) * (double)m->counts[label]);
}

/* One step of the descent along the alpha of a decided text; returns how far it went. */
static double visit(struct rank_model *m, struct text *t)
{
	double soft = 0.5 / cost_of(m, t->label), length = (t->scale > 0) + BIAS,
		   slope = sign_of(t) * dot(m, t) - 1 + t->alpha * soft,
		   alpha = t->alpha - slope / (length + soft), before = t->alpha;
	if (alpha < 0)
		alpha = 0;
	if (fabs(alpha - before) < 1e-7)
		return 0;
	t->alpha = alpha;
	move(m, t, (alpha - before) * sign_of(t));
	return fabs(alpha - before);
}

static void visit_new(struct rank_model *m)
{
	size_t first = m->decided_n - m->unvisited;
	if (m->unvisited > RANK_VISITS)
		first = m->decided_n - RANK_VISITS;
	for (int round = 0; round < NEW_VISITS; round++)
		for (size_t i = first; i < m->decided_n; i++)
			visit(m, &m->v[m->decided[i]]);
	m->unvisited = 0;
}

static void visit_next(struct rank_model *m)
{
	size_t visits = m->decided_n < RANK_VISITS ? m->decided_n : RANK_VISITS;
	for (size_t i = 0; i < visits; i++) {
		m->visit = m->visit + 1 < m->decided_n ? m->visit + 1 : 0;
		visit(m, &m->v[m->decided[m->visit]]);
	}
}

/* -- Scores -- */

static void rescore(struct rank_model *m, size_t text)
{
	struct text *t = &m->v[text];
	double fading = EVIDENCE / sqrt(1 + (double)m->counts[RANK_WANTED]);
	t->score = dot(m, t) + fading * t->prior;
}

/* Puts the k largest of v first (quickselect); returns the least of them. */
static float select_largest(float *v, size_t n, size_t k)
{
	assert(k && k <= n);
	size_t low = 0, high = n - 1;
	while (low < high) {
		float pivot = v[low + (high - low) / 2];
		size_t i = low, j = high;
		for (;;) {
			while (v[i] > pivot)
				i++;
			while (v[j] < pivot)
				j--;
			if (i >= j)
				break;
			float swapped = v[i];
			v[i++] = v[j];
			v[j--] = swapped;
		}
		if (k - 1 <= j)
			high = j;
		else
			low = j + 1;
	}
	return v[k - 1];
}

/* The least of the k highest scores of those that wait. */
static float border(struct rank_model *m, size_t k)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].label == RANK_WAITING)
			m->sorting[n++] = (float)m->v[i].score;
	return select_largest(m->sorting, n, k);
}

/* Of a long queue the likeliest, and the next part of the others. */
static void rescore_part(struct rank_model *m)
{
	enum { HALF = RANK_RESCORED / 2 };
	float least = border(m, HALF);
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].label == RANK_WAITING && (float)m->v[i].score >= least)
			rescore(m, i);
	for (size_t seen = 0, done = 0; seen < m->n && done < HALF; seen++) {
		m->turn = m->turn + 1 < m->n ? m->turn + 1 : 0;
		if (m->v[m->turn].label == RANK_WAITING) {
			rescore(m, m->turn);
			done++;
		}
	}
}

static void rescore_all(struct rank_model *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].label == RANK_WAITING)
			rescore(m, i);
	m->scored = m->n;
	m->changed = false;
}

void rank_model_learn(struct rank_model *m)
{
	take_in(m);
	if (m->decided_n) {
		visit_new(m);
		visit_next(m);
	}
	if (!m->scored || m->counts[RANK_WAITING] <= RANK_RESCORED) {
		rescore_all(m);
		return;
	}
	for (; m->scored < m->n; m->scored++)
		rescore(m, m->scored);
	if (m->changed)
		rescore_part(m);
	m->changed = false;
}

void rank_model_settle(struct rank_model *m)
{
	reweigh(m);
	for (int round = 0; round < SETTLE_ROUNDS; round++) {
		double most = 0;
		for (size_t i = 0; i < m->decided_n; i++) {
			double went = visit(m, &m->v[m->decided[i]]);
			most = went > most ? went : most;
		}
		if (most < SETTLED)
			break;
	}
	m->unvisited = 0;
	rescore_all(m);
}

/* -- The order -- */

struct place {
	double score;
	size_t text;
};

static int compare_places(const void *one, const void *other)
{
	const struct place *a = one, *b = other;
	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return a->text < b->text ? -1 : a->text > b->text;
}

size_t rank_model_order(struct rank_model *m, size_t *out, size_t limit)
{
	size_t waiting = m->counts[RANK_WAITING], n = 0;
	if (limit > waiting)
		limit = waiting;
	if (!limit)
		return 0;
	float least = border(m, limit);
	struct arena a CLEANUP_ARENA = {0};
	struct place *places = arena_array(&a, waiting, sizeof *places);
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].label == RANK_WAITING && (float)m->v[i].score >= least)
			places[n++] = (struct place){m->v[i].score, i};
	qsort(places, n, sizeof *places, compare_places);
	for (size_t i = 0; i < limit; i++)
		out[i] = places[i].text;
	return limit;
}

size_t rank_model_count(const struct rank_model *m, enum rank_label label)
{
	return m->counts[label];
}

double rank_model_score(const struct rank_model *m, size_t text)
{
	assert(text < m->n);
	return m->v[text].score;
}

/* The place of the bucket among the features, or of the first one behind it. */
static uint32_t find_bucket(const struct features *f, uint32_t bucket)
{
	uint32_t low = 0, high = f->n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (feature_bucket(f->v[middle]) < bucket)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

double rank_model_part(const struct rank_model *m, size_t text, uint32_t bucket)
{
	assert(text < m->n && bucket < FEATURE_BUCKETS);
	const struct text *t = &m->v[text];
	uint32_t at = find_bucket(&t->features, bucket);
	if (at == t->features.n || feature_bucket(t->features.v[at]) != bucket)
		return 0;
	return m->tf[feature_count(t->features.v[at])] * (double)m->weights[bucket] * (double)t->scale;
}
