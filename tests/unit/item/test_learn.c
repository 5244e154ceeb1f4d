/* The order of the queue is learned from decisions. */
#include "decisions.h"

#include "item/learn.h"
#include "store/learned.h"
#include "store/list.h"

enum { WAITING_EACH = 30 };

static const struct site ON = {.learn = true}, OFF = {.learn = false};

static void decide_as(struct fixture *f, int64_t item, enum verb verb, const char *reason)
{
	struct decision_request request = request_of(by(5), verb, item);
	struct decision_result result;
	request.reason = str_of(reason);
	OK(decide(f->s, by(5), &request, &result, &f->err));
}

static int64_t make(struct fixture *f, const char *topic, int i)
{
	char title[80];
	snprintf(title, sizeof title, "%s, report %d", topic, i);
	return item_make(f, title, 0.5);
}

/* Ulcers are approved, and kidneys rejected for the reason; so many of each. */
static void teach(struct fixture *f, int each, const char *reason)
{
	for (int i = 0; i < each; i++) {
		decide_as(f, make(f, "Digital ulcers of fingers", i), VERB_APPROVE, "");
		decide_as(f, make(f, "Crises of kidneys", i), VERB_REJECT, reason);
	}
}

struct pair {
	int64_t ulcers, kidneys;
};

/* What waits: kidneys came first, so without learning they stand first. */
static struct pair add_waiting(struct fixture *f)
{
	struct pair last = {0, 0};
	for (int i = 0; i < WAITING_EACH; i++)
		last.kidneys = make(f, "Crises of kidneys", 100 + i);
	for (int i = 0; i < WAITING_EACH; i++)
		last.ulcers = make(f, "Digital ulcers of fingers", 100 + i);
	return last;
}

static void learn(struct fixture *f, const struct site *site)
{
	OK(item_learn(site, f->s, NULL, &f->err));
}

#define assert_learned(pair) \
	do { \
		assert_true(item_read(f, (pair).ulcers).is_learned); \
		assert_true(item_read(f, (pair).ulcers).score > 0.5); \
		assert_true(item_read(f, (pair).kidneys).score < 0.5); \
	} while (0)
#define assert_as_judged(item) \
	do { \
		assert_false(item_read(f, item).is_learned); \
		assert_true(item_read(f, item).score == 0.5); \
	} while (0)

static void from_ten_of_each_the_order_is_learned(void **state)
{
	struct fixture *f = *state;
	teach(f, LEARN_LEAST - 1, "off topic");
	struct pair last = add_waiting(f);
	learn(f, &ON);
	assert_as_judged(last.ulcers);
	teach(f, 1, "not for patients");
	learn(f, &ON);
	assert_learned(last);
	struct str why = item_read(f, last.ulcers).learned.v[0];
	assert_true(str_find(why, S("“ulcers”")) != STR_NOT_FOUND);
	why = item_read(f, last.kidneys).learned.v[0];
	assert_true(str_find(why, S("Rejected")) == 0 && str_find(why, S("“kidneys”")) < why.n);
}

static void duplicates_teach_nothing(void **state)
{
	struct fixture *f = *state;
	teach(f, LEARN_LEAST, "duplicate");
	struct pair last = add_waiting(f);
	learn(f, &ON);
	assert_as_judged(last.ulcers);
}

static void what_was_taken_back_was_never_learned(void **state)
{
	struct fixture *f = *state;
	teach(f, LEARN_LEAST, "off topic");
	struct pair last = add_waiting(f);
	learn(f, &ON);
	assert_learned(last);
	decide_as(f, 0, VERB_UNDO, "");
	learn(f, &ON);
	assert_as_judged(last.ulcers);
	assert_as_judged(last.kidneys);
}

static void switched_off_all_is_as_judged(void **state)
{
	struct fixture *f = *state;
	teach(f, LEARN_LEAST, "off topic");
	struct pair last = add_waiting(f);
	learn(f, &ON);
	learn(f, &OFF);
	assert_as_judged(last.ulcers);
	learn(f, &ON);
	assert_learned(last);
}

static void judging_anew_keeps_what_was_learned(void **state)
{
	struct fixture *f = *state;
	teach(f, LEARN_LEAST, "off topic");
	struct pair last = add_waiting(f);
	learn(f, &ON);
	double before = item_read(f, last.ulcers).score;
	struct verdict verdict = {.face = item_read(f, last.ulcers).judged, .score = 0.25};
	OK(store_item_judge(f->s, last.ulcers, &verdict, 0, &f->err));
	assert_true(item_read(f, last.ulcers).score == before);
	learn(f, &OFF);
	assert_true(item_read(f, last.ulcers).score == 0.25);
}

/* A retraction stays where it is, whatever its words. */
static void what_is_as_good_as_rejected_is_not_learned(void **state)
{
	struct fixture *f = *state;
	teach(f, LEARN_LEAST, "off topic");
	add_waiting(f);
	int64_t retracted = item_make(f, "Retracted: digital ulcers of fingers", 0.05);
	learn(f, &ON);
	assert_true(item_read(f, retracted).score == 0.05);
}

static void every_twentieth_is_from_lower_down_and_says_so(void **state)
{
	struct fixture *f = *state;
	teach(f, LEARN_LEAST, "off topic");
	add_waiting(f);
	learn(f, &ON);
	const struct list_filter filter = {.state = LIST_WAITING, .limit = LEARN_LOWER};
	struct items items;
	bool more;
	OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
	for (size_t i = 0; i < LEARN_LOWER; i++) {
		bool drawn = strs_have(items.v[i].learned,
			S("Drawn from lower down, so that the order goes on learning from what you decide."));
		assert_int_equal(drawn, i == LEARN_LOWER - 1);
	}
}

static void each_learning_is_another_order(void **state)
{
	struct fixture *f = *state;
	int64_t before, after, again;
	OK(item_learn_order(f->s, &f->a, &before, &f->err));
	teach(f, LEARN_LEAST, "off topic");
	learn(f, &ON);
	OK(item_learn_order(f->s, &f->a, &after, &f->err));
	learn(f, &ON);
	OK(item_learn_order(f->s, &f->a, &again, &f->err));
	assert_true(after > before);
	assert_true(again == after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(from_ten_of_each_the_order_is_learned),
		TEST(duplicates_teach_nothing),
		TEST(what_was_taken_back_was_never_learned),
		TEST(switched_off_all_is_as_judged),
		TEST(judging_anew_keeps_what_was_learned),
		TEST(what_is_as_good_as_rejected_is_not_learned),
		TEST(every_twentieth_is_from_lower_down_and_says_so),
		TEST(each_learning_is_another_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
