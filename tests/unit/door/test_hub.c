/* What /hub says to a form. */
#include "../store/fixture.h"

#include <sodium.h>

#include "door/door.h"
#include "web/form.h"
#include "store/hub.h"

#define TOPIC "https://news.example/feed.atom"
#define ASK \
	"hub.callback=https%3A%2F%2Fa.example%2Fcb%3Fx%3D1&hub.topic=" TOPIC "&hub.mode=subscribe"

struct hub_fixture {
	struct fixture *store;
	struct site site;
	struct door *door;
	struct http_response response;
};

static int open_door(void **state)
{
	struct hub_fixture *h = calloc(1, sizeof *h);
	void *store;
	char templates[128];
	bool changed;
	fixture_open(&store);
	h->store = store;
	snprintf(templates, sizeof templates, "%s/templates", h->store->folder);
	assert_int_equal(symlink(SOURCE_DIR "/templates", templates), 0);
	h->site = (struct site){.folder = str_of(h->store->folder),
		.base_url = S("https://news.example/"),
		.door_url = S("https://news.example/"),
		.hub_own = true};
	h->door = door_open(&h->site, h->store->s, &h->store->err);
	assert_non_null(h->door);
	const struct hub_topic topic = {S(TOPIC), S("feed.atom"), hash_str(S("x"))};
	assert_true(
		store_hub_topic_write(h->store->s, &topic, (struct strs){0}, 1, &changed, &h->store->err));
	*state = h;
	return 0;
}

static int close_door(void **state)
{
	struct hub_fixture *h = *state;
	void *store = h->store;
	buf_free(&h->response.body);
	door_close(h->door);
	fixture_close(&store);
	free(h);
	return 0;
}

/* The status of the answer to this form. */
static int post(struct hub_fixture *h, const char *form)
{
	struct fixture *f = h->store;
	struct err problem;
	struct http_request request = {.a = &f->a,
		.method = HTTP_POST,
		.target = S("/hub"),
		.address = S("203.0.113.7"),
		.now = 1000};
	int status;
	buf_free(&h->response.body);
	h->response = (struct http_response){.status = 200, .body = buf_new(1 << 20)};
	assert_true(form_body(
		&f->a, S("application/x-www-form-urlencoded"), str_of(form), &request.form, &status));
	web_app_answer(door_app(h->door), &request, &h->response, &problem);
	assert_string_equal(problem.text, "");
	return h->response.status;
}

static bool says(const struct hub_fixture *h, const char *words)
{
	return str_find(buf_str(&h->response.body), str_of(words)) != STR_NOT_FOUND;
}

static void a_form_becomes_a_request_and_a_job(void **state)
{
	struct hub_fixture *h = *state;
	struct fixture *f = h->store;
	assert_int_equal(post(h, ASK "&hub.secret=abc&hub.lease_seconds=7200&other=1"), 202);
	assert_string_equal(sql(f, "SELECT callback FROM hub_request"), "https://a.example/cb?x=1");
	assert_string_equal(sql(f, "SELECT host FROM hub_request"), "a.example");
	assert_string_equal(sql(f, "SELECT secret || seconds FROM hub_request"), "abc7200");
	assert_string_equal(sql(f, "SELECT length(challenge) FROM hub_request"), "64");
	assert_string_equal(sql(f, "SELECT kind || due FROM job WHERE finished IS NULL"), "hub1000");
	assert_string_equal(sql(f, "SELECT count(*) FROM hub_subscription"), "0");
}

static void leases_are_bounded(void **state)
{
	static const char *const leases[][2] = {{"", "864000"}, {"&hub.lease_seconds=", "864000"},
		{"&hub.lease_seconds=0", "3600"}, {"&hub.lease_seconds=3601", "3601"},
		{"&hub.lease_seconds=2592001", "2592000"}};
	struct hub_fixture *h = *state;
	for (size_t i = 0; i < sizeof leases / sizeof *leases; i++) {
		struct str form = str_printf(&h->store->a, "%s%s", ASK, leases[i][0]);
		assert_int_equal(post(h, form.p), 202);
		assert_string_equal(sql(h->store, "SELECT seconds FROM hub_request"), leases[i][1]);
	}
}

static void what_is_wrong_is_said(void **state)
{
	static const struct {
		const char *form, *words;
		int status;
	} wrong[] = {
		{"", "hub.mode", 400},
		{"hub.mode=subscribe", "hub.topic", 400},
		{"hub.mode=subscribe&hub.topic=" TOPIC, "hub.callback", 400},
		{ASK "&hub.lease_seconds=1e3", "hub.lease_seconds", 400},
		{"hub.mode=subscribe&hub.topic=" TOPIC "&hub.callback=file:///etc/passwd", "hub.callback",
			400},
		{"hub.mode=subscribe&hub.topic=" TOPIC "x&hub.callback=https://a.example/", "rel=self",
			404},
	};
	struct hub_fixture *h = *state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(post(h, wrong[i].form), wrong[i].status);
		assert_true(says(h, wrong[i].words));
		assert_str(h->response.type, "text/plain; charset=utf-8");
	}
	assert_string_equal(sql(h->store, "SELECT count(*) FROM hub_request"), "0");
	assert_string_equal(sql(h->store, "SELECT count(*) FROM job"), "0");
}

static void a_site_that_is_no_hub_says_so(void **state)
{
	struct hub_fixture *h = *state;
	h->site.hub_own = false;
	assert_int_equal(post(h, ASK), 404);
	assert_true(says(h, "no hub"));
	assert_string_equal(sql(h->store, "SELECT count(*) FROM hub_request"), "0");
}

static void who_asks_too_often_waits(void **state)
{
	struct hub_fixture *h = *state;
	for (int i = 0; i < 100; i++)
		assert_int_equal(post(h, ASK), 202);
	assert_int_equal(post(h, ASK), 429);
	assert_str(h->response.headers[0].name, "Retry-After");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_form_becomes_a_request_and_a_job, open_door, close_door),
		cmocka_unit_test_setup_teardown(leases_are_bounded, open_door, close_door),
		cmocka_unit_test_setup_teardown(what_is_wrong_is_said, open_door, close_door),
		cmocka_unit_test_setup_teardown(a_site_that_is_no_hub_says_so, open_door, close_door),
		cmocka_unit_test_setup_teardown(who_asks_too_often_waits, open_door, close_door),
	};
	return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
