#include "conversation.h"

#define TOPIC(name) \
	"<document rank=\"0\" url=\"https://medlineplus.gov/" name \
	".html\"><content name=\"title\">" name "</content></document>"
#define PAGE(count, documents) \
	"<nlmSearchResult><file>viv_a</file><server>s1</server><count>" count \
	"</count><retstart>0</retstart><list>" documents "</list></nlmSearchResult>"

static void start(struct conversation *c)
{
	c->source = (struct source){.kind = SOURCE_MEDLINEPLUS, .name = S("topics")};
	source_value(&c->source, "query")->text = S("scleroderma");
	begin(c, &KIND_MEDLINEPLUS);
	assert_true(ask(c));
}

static void pages_follow_by_the_documents_that_came(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	/* The second document is no topic, but it has its place in the list. */
	assert_true(answer(&c, PAGE("3", TOPIC("a") "<document url=\"\"/>")));
	assert_int_equal(c.answer.entries.n, 1);
	assert_true(ask(&c));
	assert_true(asked_for(&c, "retstart=2"));
	assert_true(asked_for(&c, "file=viv_a"));
	assert_true(answer(&c, PAGE("3", TOPIC("b"))));
	assert_false(ask(&c));
	end(&c);
}

static void fewer_documents_than_counted_are_a_failure(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_true(answer(&c, PAGE("3", TOPIC("a"))));
	assert_true(ask(&c));
	assert_false(answer(&c, PAGE("3", "")));
	assert_string_equal(c.err.text, "MedlinePlus counts 3 health topics and gave 1 of them");
	end(&c);
}

static void none_of_several_known_topics_is_a_failure(void **state)
{
	(void)state;
	struct str known[] = {S("https://medlineplus.gov/a.html"), S("https://medlineplus.gov/b.html")};
	static const char *const answers[] = {PAGE("0", ""), PAGE("1", TOPIC("z"))};
	for (size_t i = 0; i < 2; i++) {
		struct conversation c = {0};
		c.visit.known = (struct strs){known, 2};
		start(&c);
		assert_false(answer(&c, answers[i]));
		assert_string_equal(
			c.err.text, "MedlinePlus gives none of the 2 health topics that it gave before");
		end(&c);
	}
	struct conversation anew = {0}; /* another search brings other topics */
	anew.visit.known = (struct strs){known, 2};
	anew.visit.first = true;
	start(&anew);
	assert_true(answer(&anew, PAGE("1", TOPIC("z"))));
	end(&anew);
	struct conversation c = {0}; /* one may well be gone */
	c.visit.known = (struct strs){known, 1};
	start(&c);
	assert_true(answer(&c, PAGE("0", "")));
	end(&c);
}

/* What came complete before a break is kept, and the visit fails. */
static void an_answer_that_breaks_off_gives_its_complete_topics(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	const char *half = "<nlmSearchResult><count>3</count><list>" TOPIC("a") "<document url=\"htt";
	assert_false(answer(&c, half));
	assert_string_equal(
		c.err.text, "MedlinePlus's answer breaks off in the middle; 1 complete topics were taken");
	assert_int_equal(c.answer.entries.n, 1);
	assert_false(answer_with(&c,
		(struct fetch_response){.outcome = FETCH_TRUNCATED,
			.status = 200,
			.body = str_of(half),
			.problem = S("the server broke off")}));
	assert_string_equal(c.err.text, "the server broke off");
	assert_int_equal(c.answer.entries.n, 1);
	end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_follow_by_the_documents_that_came),
		cmocka_unit_test(fewer_documents_than_counted_are_a_failure),
		cmocka_unit_test(an_answer_that_breaks_off_gives_its_complete_topics),
		cmocka_unit_test(none_of_several_known_topics_is_a_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
