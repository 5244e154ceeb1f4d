#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "match/match.h"

static void assert_str(struct str got, const char *wanted, const char *of)
{
	if (!str_eq(got, str_of(wanted)))
		fail_msg("%s gives '" STR_FMT "', not '%s'", of, STR_ARG(got), wanted);
}

/* Both addresses have this key. */
static void test_same_page(void **state)
{
	static const struct {
		const char *url, *key;
	} cases[] = {
		{"https://example.org/a", "example.org/a"},
		{"http://example.org/a", "example.org/a"},
		{"HTTP://Example.ORG/a", "example.org/a"},
		{"https://www.example.org/a", "example.org/a"},
		{"https://m.example.org/a", "example.org/a"},
		{"https://amp.example.org/a", "example.org/a"},
		{"https://www.m.example.org/a", "example.org/a"},
		{"https://example.org:443/a", "example.org/a"},
		{"http://example.org:80/a", "example.org/a"},
		{"http://example.org:8080/a", "example.org:8080/a"},
		{"https://user:secret@example.org/a", "example.org/a"},
		{"https://example.org./a", "example.org/a"},
		{"  https://example.org/a\n", "example.org/a"},
		{"https://example.org/a/", "example.org/a"},
		{"https://example.org/a//", "example.org/a"},
		{"https://example.org/a#top", "example.org/a"},
		{"https://example.org/b/../a", "example.org/a"},
		{"https://example.org/./a/.", "example.org/a"},
		{"https://example.org/%2e%2E/a", "example.org/a"},
		{"https://example.org/../../a", "example.org/a"},
		{"https://example.org/a/index.html", "example.org/a"},
		{"https://example.org/a/index.php", "example.org/a"},
		{"https://example.org/a/amp", "example.org/a"},
		{"https://example.org/a/amp/", "example.org/a"},
		{"https://example.org/a?amp=1", "example.org/a"},
		{"https://example.org/a?amp", "example.org/a"},
		{"https://example.org/a?outputType=amp", "example.org/a"},
		{"https://example.org/%61", "example.org/a"},
		{"https://example.org/a%2fb", "example.org/a%2Fb"},
		{"https://example.org/a b", "example.org/a%20b"},
		{"https://example.org/100%", "example.org/100%25"},
		{"https://example.org/caf\xc3\xa9", "example.org/caf%C3%A9"},
		{"https://example.org/caf%c3%a9", "example.org/caf%C3%A9"},
		{"https://b\xc3\xbc"
		 "cher.example/x",
			"xn--bcher-kva.example/x"},
		{"https://B\xc3\x9c"
		 "CHER.example/x",
			"xn--bcher-kva.example/x"},
		{"https://xn--bcher-kva.example/x", "xn--bcher-kva.example/x"},
		{"https://example.org", "example.org"},
		{"https://example.org/", "example.org"},
		{"https://example.org/index.html", "example.org"},
		{"https://example.org?p=12", "example.org?p=12"},
		{"https://example.org/?p=12", "example.org?p=12"},
		{"https://example.org/a?b=2&a=1", "example.org/a?a=1&b=2"},
		{"https://example.org/a?a=1&&b=2&", "example.org/a?a=1&b=2"},
		{"https://example.org/a?q=x+y", "example.org/a?q=x%20y"},
		{"https://example.org/a?q=x%20y", "example.org/a?q=x%20y"},
		{"http://127.1:9000/a", "127.0.0.1:9000/a"},
		{"http://[::1]:9000/a", "[::1]:9000/a"},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_str(match_url_key(&a, str_of(cases[i].url)), cases[i].key, cases[i].url);
}

static void test_trackers(void **state)
{
	static const struct {
		const char *url, *key, *clean;
	} cases[] = {
		{"https://example.org/a?utm_source=rss&utm_medium=feed", "example.org/a",
			"https://example.org/a"},
		{"https://example.org/a?UTM_Source=rss", "example.org/a", "https://example.org/a"},
		{"https://example.org/a?utm%5Fsource=rss", "example.org/a",
			"https://example.org/a?utm%5Fsource=rss"},
		{"https://example.org/a?b=1&fbclid=IwAR0&a=2", "example.org/a?a=2&b=1",
			"https://example.org/a?b=1&a=2"},
		{"https://example.org/a?gclid=1#part", "example.org/a", "https://example.org/a#part"},
		{"https://example.org/a#utm_source=rss", "example.org/a", "https://example.org/a"},
		{"https://example.org/a?ref=example.org", "example.org/a", "https://example.org/a"},
		{"https://www.example.org/a?ref=www.example.org", "example.org/a",
			"https://www.example.org/a"},
		{"https://example.org/a?ref=chapter2", "example.org/a?ref=chapter2",
			"https://example.org/a?ref=chapter2"},
		{"https://www.nytimes.com/x?smid=tw", "nytimes.com/x", "https://www.nytimes.com/x"},
		{"https://example.org/x?smid=tw", "example.org/x?smid=tw", "https://example.org/x?smid=tw"},
		{"https://www.bbc.co.uk/news/1?at_medium=RSS&at_campaign=K", "bbc.co.uk/news/1",
			"https://www.bbc.co.uk/news/1"},
		{"https://notbbc.co.uk/news/1?at_medium=RSS", "notbbc.co.uk/news/1?at_medium=RSS",
			"https://notbbc.co.uk/news/1?at_medium=RSS"},
		{"https://example.org/a?id=1&p=2&s=3&source=4&v=5&q=6",
			"example.org/a?id=1&p=2&q=6&s=3&source=4&v=5",
			"https://example.org/a?id=1&p=2&s=3&source=4&v=5&q=6"},
		{"https://example.org/a?utmost=1", "example.org/a?utmost=1",
			"https://example.org/a?utmost=1"},
		/* redirectors, twice in a row too; a link that leads nowhere stays */
		{"https://www.google.com/url?rct=j&sa=t&url=https%3A%2F%2Fexample.org%2Fa%3Fid%3D1&ct=ga",
			"example.org/a?id=1", "https://example.org/a?id=1"},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F"
		 "%252Fexample.org%252Fb%253Futm_source%253Dx",
			"example.org/b", "https://example.org/b"},
		{"https://www.google.com/url?q=nonsense", "google.com/url?q=nonsense",
			"https://www.google.com/url?q=nonsense"},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_str(match_url_key(&a, str_of(cases[i].url)), cases[i].key, cases[i].url);
		assert_str(match_url_clean(&a, str_of(cases[i].url)), cases[i].clean, cases[i].url);
	}
}

static void test_redirectors(void **state)
{
	static const struct {
		const char *url, *key;
	} cases[] = {
		{"https://www.google.com/url?rct=j&url=https://example.org/a&ct=ga", "example.org/a"},
		{"https://www.google.de/"
		 "url?q=https%3A%2F%2Fwww.example.org%2Fa%3Fb%3D1%26utm_source%3Dx&sa=U",
			"example.org/a?b=1"},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=AT0", "example.org/a"},
		{"https://example.net/click?adurl=https%3A%2F%2Fexample.org%2Fa", "example.org/a"},
		{"https://www.google.com/amp/s/www.example.org/a/amp/", "example.org/a"},
		{"https://example-org.cdn.ampproject.org/c/s/example.org/a", "example.org/a"},
		{"https://www.google.com/url?q=https://www.google.com/url?q=https://example.org/a",
			"example.org/a"},
		{"https://www.google.com/url?q=about", "google.com/url?q=about"},
		{"https://www.google.com/search?q=https://example.org/a",
			"google.com/search?q=https://example.org/a"},
		{"https://example.org/url?q=https://example.net/a",
			"example.org/url?q=https://example.net/a"},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_str(match_url_key(&a, str_of(cases[i].url)), cases[i].key, cases[i].url);
}

static void test_other_page(void **state)
{
	static const char *const pairs[][2] = {
		{"https://example.org/a", "https://example.org/A"},
		{"https://example.org/a", "https://example.org/a/b"},
		{"https://example.org/a?id=1", "https://example.org/a?id=2"},
		{"https://example.org/a", "https://news.example.org/a"},
		{"https://example.org/a", "https://example.org:8443/a"},
		{"https://example.org/a%2Fb", "https://example.org/a/b"},
		{"https://example.org/amp", "https://example.org/"},
		{"https://example.org/lamp", "https://example.org/l"},
		{"https://example.org/a?x=1%262", "https://example.org/a?x=1&2"},
		{"https://www.com/a", "https://com/a"},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (str_eq(match_url_key(&a, str_of(pairs[i][0])), match_url_key(&a, str_of(pairs[i][1]))))
			fail_msg("%s and %s get one key", pairs[i][0], pairs[i][1]);
}

static void test_not_an_address(void **state)
{
	static const char *const texts[] = {"", "example.org/a", "ftp://example.org/a",
		"mailto:a@example.org", "https://", "http://?a", "javascript:alert(1)",
		"https://exa mple.org/"};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_str(match_url_key(&a, str_of(texts[i])), "", texts[i]);
	char *long_url = arena_alloc(&a, 20001);
	snprintf(long_url, 20001, "https://example.org/%019980d", 0);
	assert_int_equal(match_url_key(&a, str_of(long_url)).n, 0);
}

/* A key read again gives the same key, for random addresses made of all that has a meaning in
 * one. */
static void test_stable(void **state)
{
	static const char *const parts[] = {
		"/",
		"a",
		"B",
		".",
		"..",
		"/../",
		"/./",
		"//",
		"?",
		"&",
		"=",
		"#",
		"%",
		"%2",
		"%2e",
		"%2F",
		"%2f",
		"%61",
		"%C3%A9",
		"\xc3\xa9",
		"+",
		" ",
		":",
		"@",
		"www.",
		"m.",
		"amp.",
		"/amp",
		"index.html",
		"/index.php",
		"amp=1",
		"utm_source=x",
		"ref=",
		"example.org",
		"google.com",
		"www.google.com/url?q=",
		"/amp/s/",
		"https://",
		"http://",
		"https%3A%2F%2F",
		"q=",
		"%71=",
		"url=",
		"adurl=",
		"u=",
		"8080",
		":80",
		"[::1]",
		"127.1",
		"\xff",
		"\\",
		"|",
		"\"",
		";",
		",",
		"~",
		"-",
		"_",
		"%00",
		"%25",
	};
	uint32_t seed = 20260101;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena a CLEANUP_ARENA = {0};
		char url[1024] = "https://example.org";
		size_t n = round % 3 ? 19 : 8;
		int pieces = round % 17;
		for (int i = 0; i < pieces; i++) {
			seed = seed * 1664525 + 1013904223;
			const char *part = parts[(seed >> 8) % (sizeof parts / sizeof *parts)];
			n += (size_t)snprintf(url + n, sizeof url - n, "%s", part);
		}
		struct str key = match_url_key(&a, (struct str){url, n});
		struct str again = match_url_key(&a, str_printf(&a, "https://" STR_FMT, STR_ARG(key)));
		if (!str_eq(key, again))
			fail_msg("%s: '" STR_FMT "' becomes '" STR_FMT "'", url, STR_ARG(key), STR_ARG(again));
		struct str clean = match_url_clean(&a, (struct str){url, n});
		if (!str_eq(match_url_key(&a, clean), key))
			fail_msg("%s: cleaned as '" STR_FMT "' it is another page", url, STR_ARG(clean));
	}
}

static void test_ids_of_addresses(void **state)
{
	static const struct {
		const char *url, *pmid, *pmcid, *doi, *nct;
	} cases[] = {
		{"https://pubmed.ncbi.nlm.nih.gov/31314805/", "31314805", "", "", ""},
		{"https://pubmed.ncbi.nlm.nih.gov/31314805/?utm_source=x&fc=y", "31314805", "", "", ""},
		{"http://www.ncbi.nlm.nih.gov/pubmed/0031314805", "31314805", "", "", ""},
		{"https://www.ncbi.nlm.nih.gov/m/pubmed/31314805/", "31314805", "", "", ""},
		{"https://europepmc.org/article/MED/31314805", "31314805", "", "", ""},
		{"https://europepmc.org/abstract/med/31314805", "31314805", "", "", ""},
		{"https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6636719/", "", "PMC6636719", "", ""},
		{"https://pmc.ncbi.nlm.nih.gov/articles/PMC6636719/pdf/x.pdf", "", "PMC6636719", "", ""},
		{"https://europepmc.org/articles/PMC6636719", "", "PMC6636719", "", ""},
		{"https://doi.org/10.1371/Journal.Pone.0218068", "", "", "10.1371/journal.pone.0218068",
			""},
		{"http://dx.doi.org/10.1016%2FS0140-6736(19)30503-0", "", "",
			"10.1016/s0140-6736(19)30503-0", ""},
		{"https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0218068", "", "",
			"10.1371/journal.pone.0218068", ""},
		{"https://onlinelibrary.wiley.com/doi/full/10.1002/art.41234", "", "", "10.1002/art.41234",
			""},
		{"https://link.springer.com/article/10.1007/s00296-019-04321-1/fulltext.html", "", "",
			"10.1007/s00296-019-04321-1", ""},
		{"https://www.frontiersin.org/articles/10.3389/fimmu.2019.01234/full", "", "",
			"10.3389/fimmu.2019.01234", ""},
		{"https://www.medrxiv.org/content/10.1101/2020.01.02.20012345v2", "", "",
			"10.1101/2020.01.02.20012345", ""},
		{"https://www.biorxiv.org/content/10.1101/123456v1.full.pdf", "", "", "10.1101/123456", ""},
		{"https://www.biorxiv.org/content/10.1101/123456v1.full.pdf+html", "", "", "10.1101/123456",
			""},
		{"https://pubmed.gov/31314805", "31314805", "", "", ""},
		{"https://pmc.ncbi.nlm.nih.gov/articles/pmid/31314805/", "31314805", "", "", ""},
		{"https://academic.oup.com/brain/advance-article/doi/10.1093/brain/awz00001/5300001?rss=1",
			"", "", "10.1093/brain/awz00001", ""},
		{"https://academic.oup.com/brain/article/doi/10.1093/brain/123", "", "",
			"10.1093/brain/123", ""},
		{"https://clinicaltrials.gov/study/NCT04616482", "", "", "", "NCT04616482"},
		{"https://clinicaltrials.gov/ct2/show/nct04616482?cond=x", "", "", "", "NCT04616482"},
		{"https://classic.clinicaltrials.gov/ct2/show/study/NCT04616482", "", "", "",
			"NCT04616482"},
		{"https://www.google.com/url?q=https://clinicaltrials.gov/study/NCT04616482", "", "", "",
			"NCT04616482"},
		{"https://pubmed.ncbi.nlm.nih.gov/?term=31314805", "", "", "", ""},
		{"https://pubmed.ncbi.nlm.nih.gov.example.org/31314805", "", "", "", ""},
		{"https://example.org/news/2019/10.html", "", "", "", ""},
		{"https://example.org/study/NCT04616482", "", "", "", ""},
		{"https://clinicaltrials.gov/search?cond=scleroderma", "", "", "", ""},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct keys ids = match_url_ids(&a, str_of(cases[i].url));
		assert_str(ids.pmid, cases[i].pmid, cases[i].url);
		assert_str(ids.pmcid, cases[i].pmcid, cases[i].url);
		assert_str(ids.doi, cases[i].doi, cases[i].url);
		assert_str(ids.nct, cases[i].nct, cases[i].url);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_page),
		cmocka_unit_test(test_trackers),
		cmocka_unit_test(test_redirectors),
		cmocka_unit_test(test_other_page),
		cmocka_unit_test(test_not_an_address),
		cmocka_unit_test(test_stable),
		cmocka_unit_test(test_ids_of_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
