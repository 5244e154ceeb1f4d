#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "mail/diagnosis.h"

/* Fields that our own message has when it leaves. */
#define OURS \
	"From: A News Desk <desk@example.org>\r\nTo: Ana <ana@example.net>\r\n" \
	"Subject: Research\r\nDate: Wed, 18 Nov 2026 11:06:40 +0000\r\n" \
	"Message-ID: <digest.2026-W47-research.0123456789abcdef@example.org>\r\n" \
	"List-Id: \"A News Desk: Research\" <research.example.org>\r\n" \
	"List-Unsubscribe:\r\n <https://news.example.org/mail/leave/abcdefghijklmnopqrstuvwxyz>,\r\n" \
	" <mailto:desk@example.org?subject=unsubscribe%20abc>\r\n" \
	"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
#define SIGNATURE \
	"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=mail;\r\n" \
	" h=From:To:Subject:Date:Message-ID:List-Id:List-Unsubscribe:\r\n" \
	"\tList-Unsubscribe-Post; bh=AAAA=; b=BBBB\r\n CCCC=\r\n"
#define BODY \
	"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n" \
	"--b\r\nContent-Type: text/plain\r\n\r\nText\r\n" \
	"--b\r\nContent-Type: text/html\r\n\r\n<p>Text</p>\r\n--b--\r\n"
#define GOOGLE \
	"Delivered-To: ana@example.net\r\n" \
	"Received: by 2002:a05:6402:1234:b0:1 with SMTP id x1;\r\n Wed, 18 Nov 2026 03:06:43 -0800 " \
	"(PST)\r\n" \
	"Return-Path: <bounce+abc@example.org>\r\n" \
	"Received: from mail.example.org (mail.example.org. [192.0.2.10])\r\n" \
	"        by mx.google.com with ESMTPS id y2 for <ana@example.net>\r\n" \
	"        (version=TLS1_3 cipher=X bits=256/256);\r\n        Wed, 18 Nov 2026 03:06:42 -0800 " \
	"(PST)\r\n" \
	"Authentication-Results: mx.google.com;\r\n" \
	"       dkim=pass header.i=@example.org header.s=mail header.b=BBBB;\r\n" \
	"       spf=pass (google.com: domain of bounce+abc@example.org designates 192.0.2.10 as\r\n" \
	"       permitted; sender) smtp.mailfrom=bounce+abc@example.org;\r\n" \
	"       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.org\r\n"

static struct diagnoses examined(struct arena *a, const char *message)
{
	struct mail_received received = {0};
	mail_received_read(a, str_of(message), &received);
	assert_true(mail_received_check(&received));
	return diagnosis_of(a, &received);
}

static const struct diagnosis *about(const struct diagnoses *all, const char *what)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->v[i].about, what) == 0)
			return &all->v[i];
	fail_msg("nothing is said about %s", what);
	return NULL;
}

static void says(const char *message, const char *what, enum diagnosis_kind kind, const char *text)
{
	struct arena a CLEANUP_ARENA = {0};
	struct diagnoses all = examined(&a, message);
	const struct diagnosis *d = about(&all, what);
	if (d->kind != kind || str_find(d->text, str_of(text)) == STR_NOT_FOUND)
		fail_msg("%s is %d: " STR_FMT, what, d->kind, STR_ARG(d->text));
}

static void test_all_is_well(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct diagnoses all = examined(&a, GOOGLE SIGNATURE OURS BODY);
	assert_int_equal(all.n, 10);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind != DIAGNOSIS_WELL)
			fail_msg("%s: " STR_FMT, all.v[i].about, STR_ARG(all.v[i].text));
	says(GOOGLE SIGNATURE OURS BODY, "Server", DIAGNOSIS_WELL, "192.0.2.10");
	says(GOOGLE SIGNATURE OURS BODY, "Date", DIAGNOSIS_WELL, "2026-11-18T11:06:43");
}

static void test_verdicts(void **state)
{
	(void)state;
#define VERDICTS(text) "Authentication-Results: mx.example.net;" text "\r\n"
	says(VERDICTS("spf=softfail smtp.mailfrom=example.org") OURS BODY, "SPF", DIAGNOSIS_WRONG,
		"softfail");
	says(VERDICTS("spf=pass smtp.mailfrom=other.example") OURS BODY, "SPF", DIAGNOSIS_UNSEEN,
		"another domain");
	says(VERDICTS("dkim=pass header.d=example.org") OURS BODY, "DKIM", DIAGNOSIS_WRONG,
		"not signed");
	says(VERDICTS("dkim=fail header.d=example.org") SIGNATURE OURS BODY, "DKIM", DIAGNOSIS_WRONG,
		"does not hold");
	says(VERDICTS("dkim=pass header.d=relay.example") SIGNATURE OURS BODY, "DKIM", DIAGNOSIS_WRONG,
		"another domain");
	/* Of several signatures the aligned one counts. */
	says(VERDICTS("dkim=pass header.d=relay.example; dkim=pass header.d=mail.example.org")
			 SIGNATURE OURS BODY,
		"DKIM", DIAGNOSIS_WELL, "mail.example.org");
	says(VERDICTS("dmarc=none header.from=example.org") OURS BODY, "DMARC", DIAGNOSIS_WRONG,
		"_dmarc.example.org");
	says(VERDICTS("dmarc=fail header.from=example.org") OURS BODY, "DMARC", DIAGNOSIS_WRONG,
		"neither");
	says(OURS BODY, "DMARC", DIAGNOSIS_UNSEEN, "did not write");
	/* What stands below another name may be from the sender. */
	says(VERDICTS("none") "Authentication-Results: evil.example; dmarc=pass\r\n" OURS BODY, "DMARC",
		DIAGNOSIS_UNSEEN, "mx.example.net says nothing");
	says("Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=notexample.org\r\n" OURS
			 BODY,
		"SPF", DIAGNOSIS_UNSEEN, "another domain");
}

static void test_signed_fields(void **state)
{
	(void)state;
	says("DKIM-Signature: d=example.org; h=from:to:subject:date:message-id\r\n" OURS BODY,
		"DKIM fields", DIAGNOSIS_WRONG, "not cover List-Unsubscribe, List-Unsubscribe-Post");
}

static void test_servers(void **state)
{
	(void)state;
	static const struct {
		const char *from, *name;
	} CASES[] = {
		{"from mail.example.org (mail.example.org [192.0.2.1])", "mail.example.org"},
		{"from ehlo.example (rdns.example. [IPv6:2001:db8::1])", "rdns.example"},
		{"from mail.example.org ([192.0.2.1])", "mail.example.org"}, /* Exim */
		{"from mail.example.org (unknown [192.0.2.1])", NULL},
		{"from [192.0.2.1] (helo=mail.example.org)", NULL},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char message[2000];
		snprintf(message, sizeof message,
			"Received: from localhost (localhost [127.0.0.1]) by mx; Wed, 18 Nov 2026 11:06:42 "
			"+0000\r\n"
			"Received: from inner (inner.example [10.1.2.3]) by mx; Wed, 18 Nov 2026 11:06:42 "
			"+0000\r\n"
			"Received: %s\r\n\tby mx.example.net; Wed, 18 Nov 2026 11:06:41 +0000\r\n"
			"Received: from liar.example (liar.example [203.0.113.9]) by x\r\n%s",
			CASES[i].from, OURS BODY);
		says(message, "Server", CASES[i].name ? DIAGNOSIS_WELL : DIAGNOSIS_WRONG,
			CASES[i].name ? CASES[i].name : "no name");
	}
	says(OURS BODY, "Server", DIAGNOSIS_UNSEEN, "No server from outside");
	says("Received: from mail.example.org (192.0.2.1) by outlook.example; x\r\n" OURS, "Server",
		DIAGNOSIS_UNSEEN, "does not write");
}

static void test_fields_of_lists(void **state)
{
	(void)state;
#define SENDER "From: desk@example.org\n"
	says(SENDER "\n", "Unsubscribing", DIAGNOSIS_WRONG, "no List-Unsubscribe field");
	says(SENDER "List-Unsubscribe: <mailto:desk@example.org>\n\n", "Unsubscribing", DIAGNOSIS_WRONG,
		"one https:// address, \"List-Unsubscribe-Post");
	says(SENDER "List-Unsubscribe: <https://example.org/x>\n"
				"List-Unsubscribe-Post: List-Unsubscribe=One-Click\n\n",
		"Unsubscribing", DIAGNOSIS_WRONG, "a mailto: address");
	says(SENDER "List-Id: <news.other.example>\n\n", "List-Id", DIAGNOSIS_WRONG, "another domain");
	says(SENDER "Message-ID: <1@relay.example>\n\n", "Message-ID", DIAGNOSIS_WRONG, "replaced");
}

static void test_times_and_size(void **state)
{
	(void)state;
#define ARRIVED(day) "Received: from a by b; " day "\n" SENDER
	says(ARRIVED("Wed, 18 Nov 2026 11:00:00 +0000") "Date: Wed, 18 Nov 2026 18:00:00 +0000\n\n",
		"Date", DIAGNOSIS_WRONG, "before that");
	says(ARRIVED("Wed, 18 Nov 2026 21:00:00 +0000") "Date: Wed, 18 Nov 2026 11:00:00 +0000\n\n",
		"Date", DIAGNOSIS_WRONG, "for hours");
	says(ARRIVED("Wed, 18 Nov 2026 11:00:00 +0000") "\n", "Date", DIAGNOSIS_WRONG, "no Date");
	struct buf text CLEANUP_BUF = buf_new(1 << 20);
	buf_add(&text, S(SENDER "Content-Type: text/html\n\n"));
	for (size_t i = 0; i < 11000; i++)
		buf_add(&text, S("<p>Word</p>\n"));
	says(text.p, "Size", DIAGNOSIS_WRONG, "128 kB");
}

/* By the public suffixes: two names below one domain are of one organisation; what stands below a
 * suffix under which anybody may register is not. */
static void test_organizations(void **state)
{
	(void)state;
#define SIGNED(from, by) \
	"Authentication-Results: mx.example.net; dkim=pass header.d=" by "\nFrom: desk@" from \
	"\nDKIM-Signature: v=1; d=" by "; h=From; b=x\n\n"
	says(SIGNED("news.example.org", "mail.example.org"), "DKIM", DIAGNOSIS_WELL, "holds");
	says(SIGNED("News.Charity.org.uk", "charity.org.uk"), "DKIM", DIAGNOSIS_WELL, "holds");
	says(SIGNED("charity.org.uk", "org.uk"), "DKIM", DIAGNOSIS_WRONG, "another domain");
	says(SIGNED("charity.org.uk", "other.org.uk"), "DKIM", DIAGNOSIS_WRONG, "another domain");
	says(SIGNED("ours.github.io", "theirs.github.io"), "DKIM", DIAGNOSIS_WRONG, "another domain");
	says(SIGNED("example.org", "badexample.org"), "DKIM", DIAGNOSIS_WRONG, "another domain");
}

/* Whatever is sent here is read, and nothing of it is longer than a line. */
static void test_hostile(void **state)
{
	(void)state;
	static const char *const MESSAGES[] = {"", "\n", ":", "From", "From: \n", "Received:\n",
		"Received: from\n", "Received: from  (((\n", "Authentication-Results: ;;=;spf==\n\n",
		"Authentication-Results: (((((\n", "DKIM-Signature: d=;h=:::\n",
		"List-Unsubscribe: <<<>>>\n", "List-Unsubscribe: <\n",
		"From: a@b@c@\nMessage-ID: <@>\nDate: x\nReceived: ;;;\n"};
	for (size_t i = 0; i < sizeof MESSAGES / sizeof *MESSAGES; i++) {
		struct arena a CLEANUP_ARENA = {0};
		assert_int_not_equal(examined(&a, MESSAGES[i]).n, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_is_well),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_organizations),
		cmocka_unit_test(test_signed_fields),
		cmocka_unit_test(test_servers),
		cmocka_unit_test(test_fields_of_lists),
		cmocka_unit_test(test_times_and_size),
		cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
