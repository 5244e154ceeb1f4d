#include "conversation.h"

#define ITEM(guid) \
	"<item><title>Title " guid "</title><link>https://news.example.com/" guid \
	"?utm_source=rss</link><guid isPermaLink=\"false\">" guid "</guid></item>"
#define RSS(items) \
	"<rss " \
	"version=\"2.0\"><channel><title>News</title><link>https://news.example.com/</link>" items \
	"</channel></rss>"

static void start(struct conversation *c)
{
	c->source = (struct source){.kind = SOURCE_FEED, .name = S("News")};
	source_value(&c->source, "url")->text = S("https://news.example.com/feed/");
	c->visit.state.etag = S("W/\"odd  one\"");
	c->visit.state.last_modified = S("Thu, 19 Nov 2026 08:00:00 GMT");
	begin(c, &KIND_FEED);
	assert_true(ask(c));
}

static struct fetch_response ok(const char *body)
{
	return (struct fetch_response){.outcome = FETCH_DONE,
		.status = 200,
		.body = str_of(body),
		.etag = S("\"new\""),
		.content_type = S("application/rss+xml"),
		.retry_after = -1,
		.max_age = 600};
}

static void validators_go_back_byte_for_byte_and_both_are_kept(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_true(str_eq(c.asked.url, S("https://news.example.com/feed/")));
	assert_true(str_eq(c.asked.etag, S("W/\"odd  one\"")));
	assert_true(str_eq(c.asked.last_modified, S("Thu, 19 Nov 2026 08:00:00 GMT")));
	assert_true(answer_with(&c, ok(RSS(ITEM("a") ITEM("b")))));
	assert_int_equal(c.answer.entries.n, 2);
	/* A 200 without Last-Modified has none: the old one would belong to other bytes. */
	assert_true(str_eq(c.visit.state.etag, S("\"new\"")));
	assert_true(str_eq(c.visit.state.last_modified, STR_NONE));
	assert_int_equal(c.visit.next_in, 600);
	assert_false(ask(&c));
	end(&c);
}

static void a_304_renews_what_it_names(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_true(answer_with(&c,
		(struct fetch_response){.outcome = FETCH_DONE,
			.status = 304,
			.etag = S("\"renewed\""),
			.retry_after = -1,
			.max_age = -1}));
	assert_true(str_eq(c.visit.state.etag, S("\"renewed\"")));
	assert_true(str_eq(c.visit.state.last_modified, S("Thu, 19 Nov 2026 08:00:00 GMT")));
	assert_int_equal(c.answer.entries.n, 0);
	end(&c);
}

/* Nothing came and nothing is known: that is no success. */
static void a_304_that_was_not_asked_for_is_a_failure(void **state)
{
	(void)state;
	struct conversation c = {0};
	c.source = (struct source){.kind = SOURCE_FEED, .name = S("News")};
	source_value(&c.source, "url")->text = S("https://news.example.com/feed/");
	begin(&c, &KIND_FEED);
	assert_true(ask(&c));
	assert_int_equal(c.asked.etag.n + c.asked.last_modified.n, 0);
	assert_false(answer_with(&c,
		(struct fetch_response){.outcome = FETCH_DONE,
			.status = 304,
			.etag = S("\"made up\""),
			.retry_after = -1,
			.max_age = -1}));
	assert_string_equal(
		c.err.text, "the server says that nothing has changed, which it was not asked");
	assert_int_equal(c.visit.failure, SOURCE_FAILURE_PASSING);
	assert_int_equal(c.visit.state.etag.n, 0);
	end(&c);
}

static void a_304_behind_a_permanent_redirect_moves_the_address(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_true(answer_with(&c,
		(struct fetch_response){.outcome = FETCH_DONE,
			.status = 304,
			.url = S("https://news.example.com/new/"),
			.moved_to = S("https://news.example.com/new/"),
			.retry_after = -1,
			.max_age = -1}));
	assert_true(str_eq(c.visit.state.url, S("https://news.example.com/new/")));
	end(&c);
}

static void broken_off_is_asked_for_whole_again_and_gives_complete_entries(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	/* The document came whole and ends too early: what it has is taken, and it is noted. */
	assert_true(
		answer_with(&c, ok("<rss version=\"2.0\"><channel>" ITEM("a") "<item><title>b</ti")));
	assert_int_equal(c.answer.entries.n, 1);
	/* By the old ones its server could say that nothing changed since it was whole. */
	assert_int_equal(c.visit.state.etag.n + c.visit.state.last_modified.n, 0);
	assert_int_equal(c.visit.warnings.n, 1);
	assert_true(str_eq(
		c.visit.warnings.v[0], S("the feed breaks off in the middle; 1 complete entry was taken")));
	end(&c);

	struct conversation none = {0};
	start(&none);
	assert_false(answer_with(&none, ok("<rss version=\"2.0\"><channel><item><title>b</ti")));
	assert_int_equal(none.visit.failure, SOURCE_FAILURE_NONE); /* the response tells: it may pass */
	end(&none);

	struct conversation cut = {0};
	start(&cut);
	struct fetch_response truncated = ok("<rss version=\"2.0\"><channel>" ITEM("a"));
	truncated.outcome = FETCH_TRUNCATED;
	truncated.problem = S("the answer broke off");
	assert_false(answer_with(&cut, truncated));
	assert_int_equal(cut.answer.entries.n, 1);
	assert_true(str_eq(cut.visit.state.etag, S("W/\"odd  one\"")));
	/* The page of an error that breaks off is that error. */
	truncated.status = 410;
	assert_false(answer_with(&cut, truncated));
	assert_true(cut.visit.state.gone && !cut.answer.entries.n);
	assert_string_equal(cut.err.text, "the server answered with status 410: it is gone for good");
	end(&cut);
}

static void what_the_reader_cut_is_noted(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct arena a CLEANUP_ARENA = {0};
	struct buf items CLEANUP_BUF = buf_new(1 << 20);
	for (int i = 0; i < 5001; i++)
		buf_addf(&items, "<item><title>t</title><guid>g%d</guid></item>", i);
	start(&c);
	assert_true(answer_with(&c, ok(str_cstr(&a, str_printf(&a, RSS("%s"), items.p)))));
	assert_int_equal(c.answer.entries.n, 5000);
	assert_int_equal(c.visit.warnings.n, 1);
	assert_true(str_eq(
		c.visit.warnings.v[0], S("the feed has too many entries; the first 5000 were read")));
	assert_true(str_eq(c.visit.state.etag, S("\"new\"")));
	end(&c);

	struct conversation json = {0};
	start(&json);
	assert_true(answer_with(&json,
		ok("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"N\",\"items\":[{\"id\":"
		   "\"a\",\"content_text\":\"tab\there\"},]}")));
	assert_int_equal(json.answer.entries.n, 1);
	assert_int_equal(json.visit.warnings.n, 1);
	assert_true(str_starts(json.visit.warnings.v[0], S("This is broken JSON")));
	end(&json);

	/* A fault that cost nothing is no note. */
	struct conversation mended = {0};
	start(&mended);
	assert_true(answer_with(&mended, ok(RSS("<item><title>R&D</title><guid>r</guid></item>"))));
	assert_int_equal(mended.visit.warnings.n, 0);
	end(&mended);
}

static void a_304_keeps_the_notes(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	c.visit.state.warning = S("one\ntwo");
	assert_true(answer_with(&c, (struct fetch_response){.outcome = FETCH_DONE, .status = 304}));
	assert_int_equal(c.visit.warnings.n, 2);
	assert_true(str_eq(c.visit.warnings.v[1], S("two")));
	end(&c);
}

static void a_page_is_not_an_empty_feed(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_false(answer_with(&c,
		ok("<!DOCTYPE html><html><head><title>Please log in</title></head><body></body></html>")));
	assert_non_null(strstr(c.err.text, "not a feed"));
	assert_int_equal(c.visit.failure, SOURCE_FAILURE_LASTING);
	assert_true(str_eq(c.visit.state.etag, S("W/\"odd  one\"")));
	end(&c);
}

static void a_page_says_where_its_feeds_are(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_false(answer_with(&c,
		ok("<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" "
		   "href=\"/rss.xml\"></head><body></body></html>")));
	assert_non_null(strstr(c.err.text, "web page, not a feed"));
	assert_non_null(strstr(c.err.text, "https://news.example.com/rss.xml"));
	end(&c);
}

static void a_bot_wall_is_called_one(void **state)
{
	(void)state;
	static const int statuses[] = {200, 403, 503};
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct conversation c = {0};
		start(&c);
		struct fetch_response wall = ok("<!DOCTYPE html><html><title>Just a moment...</title>"
										"<script>window._cf_chl_opt={}</script></html>");
		wall.status = statuses[i];
		assert_false(answer_with(&c, wall));
		assert_non_null(strstr(c.err.text, "bot wall (Cloudflare)"));
		end(&c);
	}
}

static void a_203_is_a_200(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	struct fetch_response changed = ok(RSS(ITEM("a")));
	changed.status = 203;
	assert_true(answer_with(&c, changed));
	assert_int_equal(c.answer.entries.n, 1);
	end(&c);
}

static void an_empty_answer_may_pass(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_false(answer_with(&c, ok(" \n")));
	assert_int_equal(c.visit.failure, SOURCE_FAILURE_PASSING);
	end(&c);
}

/* Of a source that never had an entry that is nothing to tell. */
static void a_feed_that_had_entries_and_has_none_is_noted(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_true(answer_with(&c, ok(RSS(""))));
	assert_int_equal(c.visit.warnings.n, 0);
	end(&c);
	start(&c);
	c.visit.state.total_new = 2;
	c.visit.warnings = (struct strs){0};
	assert_true(answer_with(&c, ok(RSS(""))));
	assert_int_equal(c.visit.warnings.n, 1);
	assert_true(str_eq(
		c.visit.warnings.v[0], S("the feed has no entry any more; it had some before")));
	assert_int_equal(c.visit.state.etag.n + c.visit.state.last_modified.n, 0);
	end(&c);
}

static void moves_are_kept_and_gone_is_gone(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	struct fetch_response moved = ok(RSS(ITEM("a")));
	moved.moved_to = S("https://news.example.com/atom/");
	assert_true(answer_with(&c, moved));
	assert_true(str_eq(c.visit.state.url, S("https://news.example.com/atom/")));
	end(&c);

	struct conversation gone = {0};
	start(&gone);
	assert_false(answer_with(&gone, (struct fetch_response){.outcome = FETCH_DONE, .status = 410}));
	assert_true(gone.visit.state.gone);
	end(&gone);
}

static void an_address_as_id_survives_the_move_to_https(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c);
	assert_true(answer_with(&c,
		ok(RSS("<item><title>t</title><guid>http://news.example.com/1</guid></item><item><title>u</"
			   "title><link>http://www.news.example.com/2?utm_medium=x</link></item>"))));
	assert_true(str_eq(c.answer.entries.v[0].native, S("news.example.com/1")));
	assert_true(str_eq(c.answer.entries.v[1].native, S("news.example.com/2")));
	end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validators_go_back_byte_for_byte_and_both_are_kept),
		cmocka_unit_test(a_304_renews_what_it_names),
		cmocka_unit_test(a_304_that_was_not_asked_for_is_a_failure),
		cmocka_unit_test(a_304_behind_a_permanent_redirect_moves_the_address),
		cmocka_unit_test(broken_off_is_asked_for_whole_again_and_gives_complete_entries),
		cmocka_unit_test(what_the_reader_cut_is_noted),
		cmocka_unit_test(a_304_keeps_the_notes),
		cmocka_unit_test(a_page_is_not_an_empty_feed),
		cmocka_unit_test(a_page_says_where_its_feeds_are),
		cmocka_unit_test(a_bot_wall_is_called_one),
		cmocka_unit_test(a_203_is_a_200),
		cmocka_unit_test(an_empty_answer_may_pass),
		cmocka_unit_test(a_feed_that_had_entries_and_has_none_is_noted),
		cmocka_unit_test(moves_are_kept_and_gone_is_gone),
		cmocka_unit_test(an_address_as_id_survives_the_move_to_https),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
