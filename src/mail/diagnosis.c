#include "mail/diagnosis.h"

#include <assert.h>
#include <libpsl.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/time.h"

enum {
	TEXT_MAX = 2000,
	HTML_MAX = 102400, /* Gmail shows no more of a message */
	LATE_SECONDS = 6 * 3600,
	EARLY_SECONDS = 600,
};

struct examination {
	struct arena *a;
	const struct mail_received *of;
	struct diagnoses out;
};

static void say(struct examination *e, enum diagnosis_kind kind, const char *about,
	const char *format, ...) PRINTF(4, 5);
static void say(
	struct examination *e, enum diagnosis_kind kind, const char *about, const char *format, ...)
{
	struct buf text CLEANUP_BUF = buf_new(TEXT_MAX);
	va_list args;
	va_start(args, format);
	buf_vaddf(&text, format, args);
	va_end(args);
	assert(buf_ok(&text)); /* of lines, which mail_received_check keeps short */
	e->out.v = arena_grow(e->a, e->out.v, e->out.n, sizeof *e->out.v);
	e->out.v[e->out.n++] = (struct diagnosis){kind, about, str_copy(e->a, buf_str(&text))};
}

/* The organizational domain: one label more than a public suffix, such as "org" or "co.uk" under
 * which anybody may register. STR_NONE of such a suffix itself. Taken from the list that the
 * library was built with, so that nothing is read: what was added since is for domains of few. */
static struct str organization_of(struct arena *a, struct str domain)
{
	struct str lower = str_lower(a, domain);
	return str_of(psl_registrable_domain(psl_builtin(), str_cstr(a, lower)));
}

/* Both are of one organisation, as far as their names tell. */
static bool is_aligned(struct arena *a, struct str one, struct str other)
{
	struct str of_one = organization_of(a, one), of_other = organization_of(a, other);
	return of_one.n && str_eq(of_one, of_other);
}

/* The verdict of a method; of several the aligned pass, then a pass, then the first. */
static const struct mail_result *result_of(const struct examination *e, enum mail_method method)
{
	const struct mail_result *best = NULL;
	int best_rank = 0;
	for (size_t i = 0; i < e->of->result_count; i++) {
		const struct mail_result *r = &e->of->results[i];
		int rank = 1 + (r->verdict == MAIL_PASS) +
			(r->verdict == MAIL_PASS && is_aligned(e->a, r->domain, e->of->from));
		if (r->method == method && rank > best_rank) {
			best = r;
			best_rank = rank;
		}
	}
	return best;
}

static const char *verdict_word(enum mail_verdict verdict)
{
	static const char *const WORDS[] = {[MAIL_VERDICT_OTHER] = "unclear",
		[MAIL_NONE] = "none",
		[MAIL_PASS] = "pass",
		[MAIL_FAIL] = "fail",
		[MAIL_SOFTFAIL] = "softfail",
		[MAIL_NEUTRAL] = "neutral",
		[MAIL_ERROR] = "error"};
	return WORDS[verdict];
}

/* Nobody judged it by this method. */
static bool is_unseen(struct examination *e, const struct mail_result *r, const char *about)
{
	if (r)
		return false;
	if (e->of->receiver.n)
		say(e, DIAGNOSIS_UNSEEN, about, STR_FMT " says nothing of it.", STR_ARG(e->of->receiver));
	else
		say(e, DIAGNOSIS_UNSEEN, about,
			"The server that received this message did not write what it found "
			"(Authentication-Results). Look at one that arrived at a large provider.");
	return true;
}

static void examine_spf(struct examination *e)
{
	const struct mail_result *r = result_of(e, MAIL_SPF);
	struct str from = e->of->from;
	if (is_unseen(e, r, "SPF"))
		return;
	struct str domain = str_or(r->domain, e->of->return_path);
	if (r->verdict != MAIL_PASS)
		say(e, DIAGNOSIS_WRONG, "SPF",
			"The verdict is %s: the records of " STR_FMT " do not allow the server that sent this "
			"message. Add it to the TXT record \"v=spf1 …\" of that domain.",
			verdict_word(r->verdict), STR_ARG(domain));
	else if (is_aligned(e->a, domain, from))
		say(e, DIAGNOSIS_WELL, "SPF", STR_FMT " allows the server that sent it.", STR_ARG(domain));
	else
		say(e, DIAGNOSIS_UNSEEN, "SPF",
			STR_FMT " allows the server that sent it, but is another domain than that of the "
					"sender, " STR_FMT ": only the signature (DKIM) counts for DMARC.",
			STR_ARG(domain), STR_ARG(from));
}

static void examine_dkim(struct examination *e)
{
	const struct mail_result *r = result_of(e, MAIL_DKIM);
	struct str from = e->of->from;
	if (!e->of->signature_count)
		say(e, DIAGNOSIS_WRONG, "DKIM",
			"It is not signed. The mail server has to sign what it sends (rspamd, opendkim).");
	else if (is_unseen(e, r, "DKIM"))
		return;
	else if (r->verdict != MAIL_PASS)
		say(e, DIAGNOSIS_WRONG, "DKIM",
			"The verdict is %s: the signature does not hold, or its key is not in the DNS "
			"of " STR_FMT ".",
			verdict_word(r->verdict), STR_ARG(str_or(r->domain, e->of->signatures[0].domain)));
	else if (is_aligned(e->a, r->domain, from))
		say(e, DIAGNOSIS_WELL, "DKIM", "The signature of " STR_FMT " holds.", STR_ARG(r->domain));
	else
		say(e, DIAGNOSIS_WRONG, "DKIM",
			"The signature of " STR_FMT
			" holds, but it is another domain than that of the sender, " STR_FMT ": "
			"let the server sign for " STR_FMT ".",
			STR_ARG(r->domain), STR_ARG(from), STR_ARG(from));
}

/* The signature that counts: of the sender, else the first. */
static const struct mail_signature *signature_of(const struct examination *e)
{
	for (size_t i = 0; i < e->of->signature_count; i++)
		if (is_aligned(e->a, e->of->signatures[i].domain, e->of->from))
			return &e->of->signatures[i];
	return e->of->signature_count ? e->of->signatures : NULL;
}

static void examine_covered(struct examination *e)
{
	static const struct {
		enum mail_field field;
		const char *name;
	} FIELDS[] = {{MAIL_FIELD_FROM, "From"}, {MAIL_FIELD_TO, "To"}, {MAIL_FIELD_SUBJECT, "Subject"},
		{MAIL_FIELD_DATE, "Date"}, {MAIL_FIELD_MESSAGE_ID, "Message-ID"},
		{MAIL_FIELD_UNSUBSCRIBE, "List-Unsubscribe"},
		{MAIL_FIELD_UNSUBSCRIBE_POST, "List-Unsubscribe-Post"}};
	const struct mail_signature *signature = signature_of(e);
	struct str missing = STR_NONE;
	if (!signature)
		return;
	for (size_t i = 0; i < ARRAY_COUNT(FIELDS); i++)
		if (!(signature->covers & (int)FIELDS[i].field))
			missing = STR_CAT(
				e->a, missing, missing.n ? S(", ") : STR_NONE, str_of(FIELDS[i].name));
	if (missing.n)
		say(e, DIAGNOSIS_WRONG, "DKIM fields",
			"The signature of " STR_FMT " does not cover " STR_FMT
			". Mail programs show no button to "
			"unsubscribe unless both List-Unsubscribe fields are signed (RFC 8058).",
			STR_ARG(signature->domain), STR_ARG(missing));
	else
		say(e, DIAGNOSIS_WELL, "DKIM fields",
			"The signature covers all fields that it should, also those to unsubscribe by.");
}

static void examine_dmarc(struct examination *e)
{
	const struct mail_result *r = result_of(e, MAIL_DMARC);
	struct str from = e->of->from;
	if (is_unseen(e, r, "DMARC"))
		return;
	if (r->verdict == MAIL_PASS)
		say(e, DIAGNOSIS_WELL, "DMARC", "It is from " STR_FMT ", as it says.", STR_ARG(from));
	else if (r->verdict == MAIL_NONE)
		say(e, DIAGNOSIS_WRONG, "DMARC",
			STR_FMT " has no record. Large providers want one: a TXT record of _dmarc." STR_FMT
					", to begin "
					"with \"v=DMARC1; p=none\".",
			STR_ARG(from), STR_ARG(from));
	else
		say(e, DIAGNOSIS_WRONG, "DMARC",
			"The verdict is %s: neither SPF nor DKIM passes for " STR_FMT " itself.",
			verdict_word(r->verdict), STR_ARG(from));
}

static void examine_server(struct examination *e)
{
	const struct mail_received *of = e->of;
	if (!of->handed_over)
		say(e, DIAGNOSIS_UNSEEN, "Server",
			"No server from outside handed this message over: it never left this machine or the "
			"house of its receiver.");
	else if (!of->name.n && !of->names_shown)
		say(e, DIAGNOSIS_UNSEEN, "Server",
			STR_FMT " handed it over; the receiver does not write whether it has a name.",
			STR_ARG(of->address));
	else if (!of->name.n)
		say(e, DIAGNOSIS_WRONG, "Server",
			STR_FMT
			", which handed it over, has no name (reverse DNS), or none that leads back to it: "
			"whoever runs the network has to give it one.",
			STR_ARG(of->address));
	else
		say(e, DIAGNOSIS_WELL, "Server",
			STR_FMT ", which handed it over, has the name " STR_FMT ".", STR_ARG(of->address),
			STR_ARG(of->name));
}

static void examine_unsubscribe(struct examination *e)
{
	const struct mail_received *of = e->of;
	size_t https = 0, mailto = 0;
	for (size_t i = 0; i < of->unsubscribe.n; i++) {
		https += str_istarts(of->unsubscribe.v[i], S("https://"));
		mailto += str_istarts(of->unsubscribe.v[i], S("mailto:"));
	}
	if (of->unsubscribe_fields != 1)
		say(e, DIAGNOSIS_WRONG, "Unsubscribing", "It has %s List-Unsubscribe field%s, not one.",
			of->unsubscribe_fields ? "several" : "no", of->unsubscribe_fields ? "s" : "");
	else if (https != 1 || !mailto || !of->one_click)
		say(e, DIAGNOSIS_WRONG, "Unsubscribing",
			"Missing is: %s%s%s. Gmail and Yahoo want a page that unsubscribes with one click.",
			https == 1 ? "" : "one https:// address, ", mailto ? "" : "a mailto: address, ",
			of->one_click ? "nothing else" :
							"\"List-Unsubscribe-Post: List-Unsubscribe=One-Click\"");
	else
		say(e, DIAGNOSIS_WELL, "Unsubscribing", "A mail program can do it with one click.");
}

static void examine_list_id(struct examination *e)
{
	struct str id = e->of->list_id, from = e->of->from;
	if (!id.n)
		say(e, DIAGNOSIS_WRONG, "List-Id", "It has none: readers cannot sort the digest by it.");
	else if (is_aligned(e->a, id, from))
		say(e, DIAGNOSIS_WELL, "List-Id", "It is " STR_FMT ".", STR_ARG(id));
	else
		say(e, DIAGNOSIS_WRONG, "List-Id",
			STR_FMT " is of another domain than the sender's, " STR_FMT ".", STR_ARG(id),
			STR_ARG(from));
}

static void examine_times(struct examination *e)
{
	const struct mail_received *of = e->of;
	char date[TIME_TEXT], arrived[TIME_TEXT];
	if (of->date == NO_TIME || of->arrived == NO_TIME) {
		say(e, of->date == NO_TIME ? DIAGNOSIS_WRONG : DIAGNOSIS_UNSEEN, "Date",
			of->date == NO_TIME ? "It has no Date that can be read." :
								  "It does not say when it arrived.");
		return;
	}
	time_rfc3339(of->date, date);
	time_rfc3339(of->arrived, arrived);
	if (of->date - of->arrived > EARLY_SECONDS)
		say(e, DIAGNOSIS_WRONG, "Date",
			"It is dated %s and arrived at %s, before that: the clock of a server is wrong.", date,
			arrived);
	else if (of->arrived - of->date > LATE_SECONDS)
		say(e, DIAGNOSIS_WRONG, "Date",
			"It is dated %s and arrived at %s: something held it up for hours.", date, arrived);
	else
		say(e, DIAGNOSIS_WELL, "Date", "It arrived when it was sent, at %s.", arrived);
}

static void examine_message_id(struct examination *e)
{
	struct str id = e->of->message_id, from = e->of->from;
	if (is_aligned(e->a, id, from))
		say(e, DIAGNOSIS_WELL, "Message-ID", "It is of " STR_FMT ".", STR_ARG(id));
	else if (id.n)
		say(e, DIAGNOSIS_WRONG, "Message-ID",
			"It is of " STR_FMT ", another domain than the sender's, " STR_FMT
			": a server in between replaced "
			"it.",
			STR_ARG(id), STR_ARG(from));
	else
		say(e, DIAGNOSIS_WRONG, "Message-ID", "It has none.");
}

static void examine_size(struct examination *e)
{
	long bytes = e->of->html_bytes;
	if (bytes > HTML_MAX)
		say(e, DIAGNOSIS_WRONG, "Size",
			"The HTML is %ld kB as it was sent: Gmail hides what is beyond 102 kB, where the link "
			"to unsubscribe stands.",
			bytes / 1024);
	else if (bytes)
		say(e, DIAGNOSIS_WELL, "Size", "The HTML is %ld kB as it was sent.", (bytes + 1023) / 1024);
	else
		say(e, DIAGNOSIS_UNSEEN, "Size", "It has no HTML.");
}

struct diagnoses diagnosis_of(struct arena *a, const struct mail_received *received)
{
	struct examination e = {.a = a, .of = received};
	assert(mail_received_check(received));
	examine_spf(&e);
	examine_dkim(&e);
	examine_covered(&e);
	examine_dmarc(&e);
	examine_server(&e);
	examine_unsubscribe(&e);
	examine_list_id(&e);
	examine_times(&e);
	examine_message_id(&e);
	examine_size(&e);
	return e.out;
}
