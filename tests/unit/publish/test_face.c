/* What the organisation shows of itself: images, its own pages, twins for the web server. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <zlib.h>

#include "rendered.h"

static const char *path_in(struct rendered *r, const struct world *w, const char *name)
{
	return str_printf(&r->a, STR_FMT "/%s", STR_ARG(w->site.folder), name).p;
}

/* A site with templates of its own: a copy of the repository's. */
static struct world world_of_its_own(struct rendered *r)
{
	struct world w = world_open(r, &r->sample.publication, NULL);
	struct str copy = str_printf(
		&r->a, "cp -r " SOURCE_DIR "/templates " STR_FMT "/", STR_ARG(w.site.folder));
	assert_int_equal(system(copy.p), 0);
	return w;
}

static void lay(struct rendered *r, const struct world *w, const char *name, struct str bytes)
{
	struct err err = {0};
	fine(file_replace(path_in(r, w, name), bytes, NULL, &err), &err);
}

static struct str read_of(struct rendered *r, const struct world *w, const char *name)
{
	struct str bytes;
	struct err err = {0};
	fine(file_read(&r->a, path_in(r, w, name), 1 << 24, &bytes, &err), &err);
	return bytes;
}

static bool is_there(struct rendered *r, const struct world *w, const char *name)
{
	return access(path_in(r, w, name), F_OK) == 0;
}

static void own_pages_are_linked_and_go(void **state)
{
	struct rendered *r = *state;
	struct world w = world_of_its_own(r);
	lay(r, &w, "templates/pages/team.md",
		S("Intro <script>alert(1)</script>\n\n# Our *team* & co\n\n"
		  "<b onclick=x>bold</b> [bad](javascript:alert(1)) [good](https://a.example/)\n"));
	lay(r, &w, "templates/pages/grants.html", S("<h1>Grants</h1>\n<p onclick=\"x()\">As is</p>\n"));
	lay(r, &w, "templates/pages/index.md", S("# No\n"));
	lay(r, &w, "templates/pages/a b.md", S("# No\n"));
	lay(r, &w, "templates/pages/grants.md", S("# The same name\n"));
	struct str index = world_publish(&w).written ? read_of(r, &w, "out/index.html") : STR_NONE;
	struct str team = read_of(r, &w, "out/team.html");
	assert_true(has(index, "<a href=\"team.html\">Our team &amp; co</a>"));
	assert_true(has(index, "<a href=\"grants.html\">Grants</a>"));
	assert_true(has(read_of(r, &w, "out/items/pmid-99000001.html"), "<a href=\"../team.html\">"));
	assert_true(has(team, "<h1>Our <em>team</em> &amp; co</h1>"));
	assert_true(has(team, "<a href=\"https://a.example/\">good</a>"));
	assert_true(has(team, "aria-current=\"page\">Our team"));
	assert_false(has(team, "<script>") || has(team, "onclick") || has(team, "javascript:"));
	assert_true(has(read_of(r, &w, "out/grants.html"), "<p onclick=\"x()\">As is</p>"));
	assert_false(has(index, "The same name") || has(index, "No</a>"));
	assert_true(has(read_of(r, &w, "out/sitemap-pages.xml"), "https://desk.example/team.html"));
	assert_int_equal(unlink(path_in(r, &w, "templates/pages/team.md")), 0);
	world_publish(&w);
	assert_false(is_there(r, &w, "out/team.html"));
	assert_true(is_there(r, &w, "out/grants.html"));
	assert_false(has(read_of(r, &w, "out/index.html"), "team.html"));
	store_close(w.store);
}

static void images_are_copied_and_go(void **state)
{
	struct rendered *r = *state;
	struct world w = world_of_its_own(r);
	struct str png = S("\x89PNG\r\n\x1A\n\0\0rest");
	lay(r, &w, "templates/logo.png", png);
	w.site.logo = S("logo.png");
	w.site.icon = S("icon.svg");
	w.site.description = S("About \"grafts\" & more");
	world_publish(&w);
	struct str page = read_of(r, &w, "out/topics/grafts.html");
	assert_true(str_eq(read_of(r, &w, "out/logo.png"), png));
	assert_true(has(page, "<img src=\"../logo.png\" alt=\"\">"));
	assert_true(has(page, "<link rel=\"icon\" type=\"image/svg+xml\" href=\"../icon.svg\">"));
	assert_true(has(page, "og:image\" content=\"https://desk.example/logo.png\""));
	assert_true(has(page,
		"<meta name=\"description\" content=\"Grafts &amp; Cells – Sample Desk. About "
		"&quot;grafts&quot; &amp; more\">"));
	struct str atom = read_of(r, &w, "out/research/feed.atom"),
			   rss = read_of(r, &w, "out/research/feed.rss"),
			   json = read_of(r, &w, "out/research/feed.json");
	assert_true(has(atom, "<subtitle>About &quot;grafts&quot; &amp; more</subtitle>"));
	assert_true(has(atom, "<icon>https://desk.example/icon.svg</icon>"));
	assert_true(has(atom, "<logo>https://desk.example/logo.png</logo>"));
	assert_true(has(rss, "<description>About &quot;grafts&quot; &#x26; more</description>"));
	assert_true(has(rss,
		"<image>\n<url>https://desk.example/logo.png</url>\n<title>Sample Desk: Research</title>\n"
		"<link>https://desk.example/research/index.html</link>\n</image>"));
	assert_true(has(json, "\"icon\": \"https://desk.example/logo.png\""));
	assert_true(has(json, "\"favicon\": \"https://desk.example/icon.svg\""));
	w.site.logo = STR_NONE;
	world_publish(&w);
	/* RSS 2.0 knows no SVG */
	assert_false(has(read_of(r, &w, "out/research/feed.rss"), "<image>"));
	assert_false(is_there(r, &w, "out/logo.png"));
	page = read_of(r, &w, "out/topics/grafts.html");
	assert_false(has(page, "<img") || has(page, "og:image"));
	store_close(w.store);
}

/* -- Twins -- */

static struct str unpacked(struct rendered *r, const char *path)
{
	enum { MOST = 1 << 20 };
	char *bytes = arena_alloc(&r->a, MOST);
	gzFile file = gzopen(path, "rb");
	assert_non_null(file);
	int n = gzread(file, bytes, MOST);
	assert_true(n >= 0 && n < MOST);
	assert_int_equal(gzclose(file), Z_OK);
	return (struct str){bytes, (size_t)n};
}

/* Each text file of out/ has a twin of its bytes, or none has; no twin is without its file. */
static void check_twins(struct rendered *r, const struct world *w, bool wanted)
{
	struct outputs all = world_outputs(r, w);
	size_t twins = 0;
	for (size_t i = 0; i < all.n; i++) {
		const struct output *out = &all.v[i];
		if (str_ends(out->path, S(".gz"))) {
			const char *file = str_cstr(&r->a, str_sub(out->path, 0, out->path.n - 3));
			const char *twin = str_printf(&r->a, "out/" STR_FMT, STR_ARG(out->path)).p;
			assert_true(str_eq(unpacked(r, path_in(r, w, twin)), sample_output(&all, file)));
			/* RFC 1952 section 2.3: no flags, so no name; no time */
			assert_memory_equal(out->bytes.p, "\x1F\x8B\x08\0\0\0\0\0", 8);
			twins++;
		} else if (wanted && out->bytes.n >= 256 && !str_ends(out->path, S(".png"))) {
			sample_output(&all, str_printf(&r->a, STR_FMT ".gz", STR_ARG(out->path)).p);
		}
	}
	assert_int_equal(twins > 0, wanted);
}

static void twins_follow_their_files(void **state)
{
	struct rendered *r = *state;
	struct world w = world_of_its_own(r);
	struct err err = {0};
	struct by by = {.editor = S("ed"), .now = SAMPLE_TIME + 60};
	w.site.gzip = true;
	world_publish(&w);
	check_twins(r, &w, true);
	fine(ask_withdraw(w.store, by, 1, S("wrong"), &err), &err);
	world_publish(&w);
	check_twins(r, &w, true);
	/* One that is missing comes back, and nothing else is written. */
	assert_int_equal(unlink(path_in(r, &w, "out/index.html.gz")), 0);
	fine(publish_forget(&w.site, w.store, &err), &err);
	assert_int_equal(world_publish(&w).written, 0);
	check_twins(r, &w, true);
	w.site.gzip = false;
	assert_int_equal(world_publish(&w).written, 0);
	check_twins(r, &w, false);
	w.site.gzip = true;
	world_publish(&w);
	check_twins(r, &w, true);
	store_close(w.store);
}

/* A page that goes takes its twin along. */
static void no_twin_outlives_its_file(void **state)
{
	struct rendered *r = *state;
	struct world w = world_of_its_own(r);
	w.site.gzip = true;
	lay(r, &w, "templates/pages/team.md",
		str_printf(&r->a, "# Team\n\n%0300d\n", 0)); /* long enough for a twin */
	world_publish(&w);
	assert_true(is_there(r, &w, "out/team.html.gz"));
	assert_int_equal(unlink(path_in(r, &w, "templates/pages/team.md")), 0);
	world_publish(&w);
	assert_false(is_there(r, &w, "out/team.html.gz") || is_there(r, &w, "out/team.html"));
	store_close(w.store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_pages_are_linked_and_go),
		cmocka_unit_test(images_are_copied_and_go),
		cmocka_unit_test(twins_follow_their_files),
		cmocka_unit_test(no_twin_outlives_its_file),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
