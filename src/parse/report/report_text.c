#include "parse/report/report_text.h"

#include <assert.h>

#include "base/array.h"
#include "parse/report/report_field.h"

/* Where what is returned begins: qmail, Exim, and others. */
static const char *const RETURNED[] = {"--- Below this line is a copy", "------ This is a copy of",
	"--- Below the next line is a copy", "--- The header of the original",
	"----- Original message -----", "-----Original Message-----"};

/* Both parts of the text: what is reported, and what is returned. */
static void split_body(struct str body, struct str *said, struct str *returned)
{
	size_t end = body.n;
	for (size_t i = 0; i < ARRAY_COUNT(RETURNED); i++) {
		size_t at = str_find(body, str_of(RETURNED[i]));
		end = at < end ? at : end;
	}
	*said = str_sub(body, 0, end);
	*returned = str_sub(body, end, SIZE_MAX);
}

static bool is_daemon(struct str address)
{
	struct str local = str_cut(&address, '@');
	return str_ieq(local, S("mailer-daemon")) || str_ieq(local, S("postmaster"));
}

static bool has_one(struct str text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ifind(text, str_of(words[i])) != STR_NOT_FOUND)
			return true;
	return false;
}

static bool is_of_failure(struct str subject)
{
	static const char *const WORDS[] = {"undeliver", "failure", "failed", "returned mail",
		"delivery status", "delivery problem", "could not be delivered", "returning message"};
	return has_one(subject, WORDS, ARRAY_COUNT(WORDS));
}

/* It is still tried: nothing has failed. */
static bool is_of_delay(struct str subject)
{
	static const char *const WORDS[] = {"delayed", "warning", "still being", "not yet"};
	return has_one(subject, WORDS, ARRAY_COUNT(WORDS));
}

/* "<mia@mail.example>:" at the beginning of a line, as qmail names a recipient. */
static struct str named_recipient(struct arena *a, struct str said)
{
	while (said.p) {
		struct str line = str_trim(str_cut(&said, '\n'));
		if (str_starts(line, S("<")) && str_ends(line, S(">:")))
			return report_field_address(a, str_sub(line, 0, line.n - 1));
	}
	return STR_NONE;
}

static struct str returned_id(struct arena *a, struct str returned)
{
	while (returned.p) {
		struct str line = str_cut(&returned, '\n');
		if (str_istarts(line, S("Message-ID:")))
			return report_field_id(a, str_sub(line, sizeof "Message-ID:" - 1, SIZE_MAX));
	}
	return STR_NONE;
}

static void add_recipient(struct arena *a, struct mail_report *out, struct mail_recipient recipient)
{
	out->recipients = arena_grow(a, out->recipients, out->recipient_count, sizeof *out->recipients);
	out->recipients[out->recipient_count++] = recipient;
}

bool report_text_read(struct arena *a, const struct report_text *text, struct mail_report *out)
{
	struct str said, returned, failed = text->failed;
	struct mail_recipient recipient = {.action = MAIL_FAILED};
	split_body(text->body, &said, &returned);
	assert(!out->recipient_count);
	bool qmail = str_starts(str_trim(said), S("Hi. This is the ")) &&
		str_find(said, S(" program at ")) != STR_NOT_FOUND;
	if (!qmail && !failed.n && (!is_daemon(text->from) || !is_of_failure(text->subject)))
		return false;
	if (is_of_delay(text->subject))
		recipient.action = MAIL_DELAYED;
	recipient.address = str_or(
		report_field_address(a, str_cut(&failed, ',')), named_recipient(a, said));
	if (!report_field_reply(said, &recipient.reply, &recipient.status))
		recipient.status = (struct mail_status){0};
	recipient.spam = report_field_speaks_of_spam(a, said);
	add_recipient(a, out, recipient);
	out->message_id = returned_id(a, returned);
	return true;
}

void report_text_complete(struct arena *a, struct str body, struct mail_recipient *to)
{
	if (to->reply || !to->address.n)
		return;
	while (body.p) {
		struct str line = str_trim(str_cut(&body, '\n')),
				   rest = str_sub(line, to->address.n, SIZE_MAX);
		if (!str_istarts(line, to->address) || !str_starts(rest, S(": ")))
			continue;
		report_field_diagnostic(a, str_trim(str_sub(rest, 2, SIZE_MAX)), to);
		return;
	}
}
