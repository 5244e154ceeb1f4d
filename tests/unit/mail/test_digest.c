#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gmime/gmime.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "mail/digest.h"
#include "mail/subject.h"

enum { NOW = 1795000000 }; /* 2026-11-18 */

/* The templates of the repository itself. */
static struct site sample_site(void)
{
	return (struct site){
		.folder = S(SOURCE_DIR),
		.title = S("A News Desk"),
		.base_url = S("https://news.example.org/"),
		.authority = S("example.org,2026"),
		.email = S("desk@example.org"),
		.language = S("en"),
		.postal_address = S("A News Desk, 1 Sample Street, Springfield, IL 62701"),
	};
}

static struct release paper(int64_t id)
{
	return (struct release){
		.id = id,
		.item = id,
		.tag = S("pmid/99000001"),
		.at = NOW - 3600,
		.published = NOW - 3600,
		.face =
			{
				.section = SECTION_RESEARCH,
				.title = S("A sample paper about nothing in particular"),
				.url = S("https://pubmed.ncbi.nlm.nih.gov/99000001/?a=1&b=2"),
				.label = S("PubMed"),
				.citation = S("J Samples, 2026 Nov 3;14(7):e0218068"),
				.summary = S("It shows the form that a summary has."),
				.date = {2026, 11, 3},
			},
	};
}

static struct release trial(int64_t id)
{
	return (struct release){
		.id = id,
		.item = id,
		.tag = S("nct/NCT99000001"),
		.at = NOW - 7200,
		.published = NOW - 90000,
		.face =
			{
				.section = SECTION_TRIALS,
				.title = S("SAMPLE Trial: Enrollment Completed"),
				.official_title = S("A Sample of a Trial"),
				.url = S("https://clinicaltrials.gov/study/NCT99000001"),
				.label = S("Sample University"),
				.kind = ENTRY_TRIAL,
				.status = S("COMPLETED"),
				.status_line = S("This study has been completed. Last updated 11/15/26."),
				.date = {2026, 11, 15},
			},
	};
}

static const struct mail_list RESEARCH = {
	.slug = S("research"), .sections = {[SECTION_RESEARCH] = true}, .cadence = CADENCE_WEEKLY};
#define EDITION(of, named) \
	((struct digest_edition){.site = (of), .list = &RESEARCH, .period = str_of(named), .now = NOW})

static struct digest built(
	struct arena *a, const struct site *site, const struct edition_draft *draft)
{
	struct digest digest;
	struct err err = {0};
	if (!digest_build(a, &EDITION(site, "2026-W47"), draft, &digest, &err))
		fail_msg("%s", err.text);
	return digest;
}

static void has(struct str text, const char *part)
{
	if (str_find(text, str_of(part)) == STR_NOT_FOUND)
		fail_msg("\"%s\" is not in:\n%.*s", part, STR_ARG(text));
}

static void has_not(struct str text, const char *part)
{
	if (str_find(text, str_of(part)) != STR_NOT_FOUND)
		fail_msg("\"%s\" is in:\n%.*s", part, STR_ARG(text));
}

static void each_node(xmlNode *node, void (*use)(xmlNode *node, void *user), void *user)
{
	for (; node; node = node->next) {
		use(node, user);
		each_node(node->children, use, user);
	}
}
static void with_html(struct str html, void (*use)(xmlNode *node, void *user), void *user)
{
	xmlDoc *doc = htmlReadMemory(html.p, (int)html.n, NULL, "utf-8",
		HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	assert_non_null(doc);
	each_node(xmlDocGetRootElement(doc), use, user);
	xmlFreeDoc(doc);
}

static void link_is_in_text(xmlNode *node, void *text)
{
	if (!node->name || strcmp((const char *)node->name, "a") != 0)
		return;
	xmlChar *href = xmlGetProp(node, (const xmlChar *)"href");
	assert_non_null(href);
	const char *address = (const char *)href;
	has(*(struct str *)text,
		strcmp(address, "mailto:desk@example.org") == 0 ? "desk@example.org" : address);
	xmlFree(href);
}

static void count_forbidden(xmlNode *node, void *count)
{
	static const char *const forbidden[] = {
		"script", "img", "iframe", "form", "object", "embed", "svg", "link", "base"};
	for (size_t i = 0; node->name && i < sizeof forbidden / sizeof *forbidden; i++)
		*(int *)count += strcmp((const char *)node->name, forbidden[i]) == 0;
}

static void test_holds_what_was_approved(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct release fresh[] = {paper(1), paper(2)}, corrected[] = {trial(3)};
	struct edition_draft draft = {.fresh = {fresh, 2}, .corrected = {corrected, 1}};
	struct digest digest = built(&a, &site, &draft);
	assert_false(digest.empty);
	assert_int_equal(digest.fresh, 2);
	assert_int_equal(digest.corrected, 1);
	assert_string_equal(
		str_cstr(&a, digest.subject), "Research: 2 new items, 1 update – A News Desk, week 47");
	struct str both[] = {digest.html, digest.text};
	for (size_t i = 0; i < 2; i++) {
		has(both[i], "A sample paper about nothing in particular.");
		has(both[i], "It shows the form that a summary has.");
		has(both[i], "PubMed, J Samples, 2026 Nov 3;14(7):e0218068.");
		has(both[i], "Corrections and updates");
		has(both[i], "SAMPLE Trial: Enrollment Completed");
		has(both[i], "This study has been completed. Last updated 11/15/26.");
		has(both[i], "Updated 11/18/2026.");
		has(both[i], "1 Sample Street, Springfield, IL 62701");
		has(both[i], "mailto:desk@example.org?subject=unsubscribe%20research");
		has(both[i], "November 18, 2026 – 2 new items and 1 update");
	}
	has(digest.html, "<html lang=\"en\">");
	has(digest.text, "\n-- \nA News Desk, 1 Sample Street");
	has(digest.text, "1. SAMPLE Trial: Enrollment Completed\n");
	with_html(digest.html, link_is_in_text, &digest.text);
}

static void test_tells_what_was_taken_down(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct gone gone[] = {{.release = paper(1), .at = NOW - 60, .reason = S("It was about mice")},
		{.release = paper(2), .at = NOW - 60}};
	struct edition_draft draft = {.gone = {gone, 2}};
	struct digest digest = built(&a, &site, &draft);
	assert_false(digest.empty);
	assert_string_equal(str_cstr(&a, digest.subject), "Research: 2 updates – A News Desk, week 47");
	struct str both[] = {digest.html, digest.text};
	for (size_t i = 0; i < 2; i++) {
		has(both[i], "Withdrawn");
		has(both[i], "A sample paper about nothing in particular.");
		has(both[i], "Withdrawn on 11/18/2026: It was about mice.");
		has(both[i], "Withdrawn on 11/18/2026: The decision to publish it was undone.");
		has(both[i], "https://news.example.org/items/pmid-99000001.html");
		has_not(both[i], "It shows the form that a summary has.");
		has_not(both[i], "pubmed.ncbi");
	}
	with_html(digest.html, link_is_in_text, &digest.text);
}

static void test_notes_and_notices(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct release fresh[] = {paper(1)}, corrected[] = {trial(3), paper(4)};
	fresh[0].note = corrected[0].note = S("Status: Recruiting → Completed");
	fresh[0].noted = corrected[0].noted = NOW - 7200;
	corrected[1].face.notice = S("Retracted: see PMID 99000103.");
	corrected[1].face.notice_pmid = S("99000103");
	struct edition_draft draft = {.fresh = {fresh, 1}, .corrected = {corrected, 2}};
	struct digest digest = built(&a, &site, &draft);
	has(digest.html, "<strong>Changed 11/18/2026:</strong> Status: Recruiting → Completed</p>");
	has(digest.text, "Changed 11/18/2026: Status: Recruiting → Completed\n");
	has(digest.html,
		"Retracted: see <a href=\"https://pubmed.ncbi.nlm.nih.gov/99000103/\" "
		"style=\"color:#9b1c1c\">PMID 99000103</a>.</strong>");
	has(digest.text, "Retracted: see PMID 99000103.\nhttps://pubmed.ncbi.nlm.nih.gov/99000103/\n");
	with_html(digest.html, link_is_in_text, &digest.text);
	/* What is new to its readers was never otherwise. */
	draft.corrected.n = 0;
	digest = built(&a, &site, &draft);
	has_not(digest.html, "Changed");
	has_not(digest.text, "Changed");
}

static void test_same_draft_same_bytes(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct release fresh[] = {paper(1)};
	struct edition_draft draft = {.fresh = {fresh, 1}};
	struct digest once = built(&a, &site, &draft), again = built(&a, &site, &draft);
	assert_true(str_eq(once.eml, again.eml) && str_eq(once.html, again.html) &&
		str_eq(once.text, again.text));
	fresh[0].face.summary = S("Another sentence.");
	struct digest other = built(&a, &site, &draft);
	struct str id = str_sub(once.eml, str_find(once.eml, S("Message-ID:")), 70);
	has_not(other.eml, str_cstr(&a, id));
}

static void test_nothing_is_no_edition(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct edition_draft draft = {0};
	struct digest digest = built(&a, &site, &draft);
	assert_true(digest.empty);
	assert_int_equal(digest.eml.n + digest.html.n + digest.text.n, 0);
}

static void test_hostile_fields(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct release fresh[] = {paper(1)};
	fresh[0].face.title = S(
		"</title><script>alert(1)</script>\r\nBcc: victim@example.com\r\n\r\n{{site_title}}");
	fresh[0].face.summary = S("One line\n-- \nA false signature\n--=_boundary--\n> quoted <img "
							  "src=x onerror=alert(1)>\xff");
	fresh[0].face.label = S("\" onmouseover=\"alert(1)");
	fresh[0].face.url = S("javascript:alert(1)");
	struct edition_draft draft = {.fresh = {fresh, 1}};
	struct digest digest = built(&a, &site, &draft);
	int forbidden = 0;
	with_html(digest.html, count_forbidden, &forbidden);
	assert_int_equal(forbidden, 0);
	has_not(digest.html, "javascript:");
	has_not(digest.html, "onmouseover=\"");
	has(digest.html, "{{site_title}}");
	has(digest.html, "href=\"https://news.example.org/items/pmid-99000001.html\"");
	has_not(digest.text, "\n-- \nA false");
	has_not(digest.eml, "\nBcc:");
	with_html(digest.html, link_is_in_text, &digest.text);
}

/* A copy says the same to somebody else. */
static void test_copy(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct release fresh[] = {paper(1)};
	struct edition_draft draft = {.fresh = {fresh, 1}};
	struct str title = S(
		"A News Desk whose name alone takes more than half of the subject of its digest");
	site.title = title;
	struct digest digest = built(&a, &site, &draft);
	struct digest_copy copy = {.to = {S("Ana María"), S("ana@example.net")},
		.mark = "[Test] ",
		.id = S("test.7."),
		.date = NOW + 60};
	struct str eml;
	struct err err;
	assert_true(digest_copy_write(&a, &EDITION(&site, "2026-W47"), &digest, &copy, &eml, &err));
	has(eml, "To: =?utf-8?Q?Ana_Mar=C3=ADa?= <ana@example.net>\r\n");
	has(eml, "Message-ID: <test.7.digest.2026-W47-research.");
	has_not(eml, "desk@example.org>\r\nTo: \"Research readers");
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(eml.p, eml.n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	const char *subject = g_mime_message_get_subject(message);
	assert_true(str_starts(str_of(subject), S("[Test] Research: 1 new item")));
	assert_in_range(utf8_length(str_of(subject)), 60, SUBJECT_MAX);
	g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
	/* The text and the HTML: all but the boundary, which is made of a hash, is the edition's
	 * own. */
	struct str parts[] = {digest.eml, eml};
	for (size_t i = 0; i < 2; i++)
		parts[i] = str_sub(parts[i], str_find(parts[i], S("Content-Type: text/plain")), 4000);
	size_t end = str_find(parts[0], S("--=_"));
	assert_true(str_eq(str_sub(parts[0], 0, end), str_sub(parts[1], 0, end)));
	copy.to.address = S("nobody");
	assert_false(digest_copy_write(&a, &EDITION(&site, "2026-W47"), &digest, &copy, &eml, &err));
}

/* The list manager adds its own header fields and its own way out. */
static void test_a_mailing_list_elsewhere(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct err err = {0};
	struct site site = sample_site();
	struct release fresh[] = {paper(1)};
	struct edition_draft draft = {.fresh = {fresh, 1}};
	struct mail_list list = RESEARCH;
	struct digest digest;
	list.address = S("research@lists.example.org");
	struct digest_edition edition = EDITION(&site, "2026-W47");
	edition.list = &list;
	assert_true(digest_build(&a, &edition, &draft, &digest, &err));
	has(digest.eml, "\r\nTo: Research readers <research@lists.example.org>\r\n");
	has(digest.eml, "\r\nAuto-Submitted: ");
	has_not(digest.eml, "\r\nList-");
	has_not(digest.eml, "\r\nFeedback-ID");
	struct str both[] = {digest.html, digest.text};
	for (size_t i = 0; i < 2; i++) {
		has_not(both[i], "nsubscribe");
		has(both[i], "A sample paper about nothing in particular.");
	}
	/* A reader of ours has the way out that is ours. */
	edition.token = S("abcdefghijklmnopqrstuvwxyz");
	assert_true(digest_build(&a, &edition, &draft, &digest, &err));
	has(digest.html, "subject=unsubscribe%20abcdefghijklmnopqrstuvwxyz");
	has(digest_message(&a, &edition, &digest).unsubscribe, "abcdefghijklmnopqrstuvwxyz");
	assert_string_equal(digest_message(&a, &edition, &digest).list_label.p, "research");
}

static void test_too_long_is_cut(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	enum { MANY = 1000 };
	struct release *fresh = arena_array(&a, MANY, sizeof *fresh), corrected[] = {trial(5000)};
	for (size_t i = 0; i < MANY; i++)
		fresh[i] = paper((int64_t)i + 1);
	struct edition_draft draft = {.fresh = {fresh, MANY}, .corrected = {corrected, 1}};
	struct digest digest = built(&a, &site, &draft);
	assert_in_range(digest.html.n, DIGEST_HTML_MAX * 8 / 10, DIGEST_HTML_MAX);
	assert_int_equal(digest.fresh, MANY);
	assert_in_range(digest.shown, 50, 500);
	has(digest.html, " more on the web: <a href=\"https://news.example.org/research/\"");
	has(digest.text, " more on the web: https://news.example.org/research/");
	has(digest.html, "SAMPLE Trial");
	struct gone *gone = arena_array(&a, MANY, sizeof *gone);
	for (size_t i = 0; i < MANY; i++)
		gone[i] = (struct gone){.release = paper((int64_t)i + 1), .at = NOW};
	struct edition_draft taken = {.fresh = {fresh, 1}, .gone = {gone, MANY}};
	digest = built(&a, &site, &taken);
	assert_in_range(digest.html.n, DIGEST_HTML_MAX * 8 / 10, DIGEST_HTML_MAX);
	has(digest.text, " more on the web: https://news.example.org/research/");
	digest = built(&a, &site, &draft);
	with_html(digest.html, link_is_in_text, &digest.text);
	/* Where every character takes six bytes on the wire, the encoded length decides. */
	for (size_t i = 0; i < MANY; i++)
		fresh[i].face.title = fresh[i].face.summary = S(
			"Пример статьи о системной склеродермии, которой нет и никогда не было");
	digest = built(&a, &site, &draft);
	struct str part = str_sub(digest.eml, str_find(digest.eml, S("text/html")), SIZE_MAX);
	assert_in_range(part.n, DIGEST_HTML_ENCODED_MAX * 8 / 10, 102400);
	/* One item that alone is too long is still counted. */
	char *text = arena_alloc(&a, DIGEST_HTML_MAX);
	memset(text, '<', DIGEST_HTML_MAX);
	fresh[0].face.summary = (struct str){text, DIGEST_HTML_MAX};
	draft = (struct edition_draft){.fresh = {fresh, 1}};
	digest = built(&a, &site, &draft);
	has(digest.text, "1 more on the web");
}

static void test_message_reads_back(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	site.title = S("Nachrichten für Sklerodermie-Betroffene und ihre Familien in allen Ländern");
	struct release fresh[] = {paper(1)};
	fresh[0].face.title = S("Une étude sur la sclérodermie systémique – 全身性強皮症");
	struct edition_draft draft = {.fresh = {fresh, 1}};
	struct digest digest = built(&a, &site, &draft);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(digest.eml.p, digest.eml.n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	assert_string_equal(g_mime_message_get_subject(message), str_cstr(&a, digest.subject));
	GMimeObject *html = g_mime_multipart_get_part(
		GMIME_MULTIPART(g_mime_message_get_mime_part(message)), 1);
	char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(html));
	has(str_of(text), "Une étude sur la sclérodermie systémique – 全身性強皮症.");
	g_free(text);
	g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
}

static void test_refuses(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct site site = sample_site();
	struct release fresh[] = {paper(1)};
	struct edition_draft draft = {.fresh = {fresh, 1}};
	struct digest digest;
	struct err err = {0};
	static const char *const periods[] = {"", "../../etc/passwd", ".hidden", "a b", "a\nb",
		"0123456789012345678901234567890123456789"};
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
		assert_false(digest_build(&a, &EDITION(&site, periods[i]), &draft, &digest, &err));
	site.email = STR_NONE;
	assert_false(digest_build(&a, &EDITION(&site, "2026-W47"), &draft, &digest, &err));
	assert_non_null(strstr(err.text, "set email"));
	site = sample_site();
	site.folder = S("/nonexistent");
	assert_false(digest_build(&a, &EDITION(&site, "2026-W47"), &draft, &digest, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holds_what_was_approved),
		cmocka_unit_test(test_tells_what_was_taken_down),
		cmocka_unit_test(test_notes_and_notices),
		cmocka_unit_test(test_same_draft_same_bytes),
		cmocka_unit_test(test_nothing_is_no_edition),
		cmocka_unit_test(test_hostile_fields),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_a_mailing_list_elsewhere),
		cmocka_unit_test(test_too_long_is_cut),
		cmocka_unit_test(test_message_reads_back),
		cmocka_unit_test(test_refuses),
	};
	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
