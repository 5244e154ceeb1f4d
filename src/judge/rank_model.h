/* rank_model: learns from decisions how likely an editor will want what waits. Pure.
 *
 *     struct rank_model *m = rank_model_new();
 *     size_t one = rank_model_add(m, title, text), …;
 *     rank_model_decide(m, one, RANK_WANTED);
 *     rank_model_learn(m);
 *     n = rank_model_order(m, best, 20);
 *     rank_model_free(m);
 *
 * A linear support vector machine with squared hinge loss over tf-idf weights of features.h,
 * trained by dual coordinate descent (Hsieh et al. 2008): each decided text has a weight alpha >=
 * 0, which is kept, so that another decision starts from what was learned before. What was wanted
 * counts RATIO times as much as what was not, however few it is. Before much was decided the
 * evidence of the texts themselves orders them; it fades with each approval.
 *
 * A decision costs a bounded number of visits, not the whole queue: of a long one (over
 * RANK_RESCORED) the likeliest half of so many get their new score at once, the others in turn. */
#ifndef JUDGE_RANK_MODEL_H
#define JUDGE_RANK_MODEL_H

#include "judge/features.h"

enum {
	RANK_RESCORED = 5000, /* texts that get their new score after a decision */
	RANK_VISITS = 600,    /* decided texts that are looked at again after a decision */
};
enum rank_label { RANK_WAITING, RANK_WANTED, RANK_UNWANTED };

struct rank_model;
struct rank_model *rank_model_new(void) MUST_USE;
/* NULL is fine. */
void rank_model_free(struct rank_model *m);
/* Adds a text that waits; returns its number, counted from 0. */
size_t rank_model_add(struct rank_model *m, struct str title, struct str text);
/* What is known of a text in advance, added to the evidence of its words. */
void rank_model_expect(struct rank_model *m, size_t text, double prior);
/* An editor decided, decided otherwise, or took it back (RANK_WAITING): then it is as if she had
 * never decided. */
void rank_model_decide(struct rank_model *m, size_t text, enum rank_label label);
/* Takes in what was added and decided since the last time. */
void rank_model_learn(struct rank_model *m);
/* The same until nothing changes any more, and all get their new score. */
void rank_model_settle(struct rank_model *m);
/* The numbers of at most `limit` of those that wait, likeliest first, of equal ones the earliest;
 * returns how many. By what was learned last. */
size_t rank_model_order(struct rank_model *m, size_t *out, size_t limit);
/* How many texts of a label there are. */
size_t rank_model_count(const struct rank_model *m, enum rank_label label);
/* The score of one text: the higher, the likelier; 0 is the border that was learned. */
double rank_model_score(const struct rank_model *m, size_t text);
/* What a word, or two neighbouring words, add to the score of this text. */
double rank_model_part(const struct rank_model *m, size_t text, uint32_t bucket);

#endif
