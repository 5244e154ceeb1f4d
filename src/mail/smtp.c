#include "mail/smtp.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/url.h"
#include "base/utf8.h"

enum {
	LINE_MAX_BYTES = 998, /* RFC 5321 section 4.5.3.1.6, without CRLF */
	REPLY_SHOWN = 300,    /* bytes of a reply that an editor is shown */
	HOST_SIZE = 256,      /* bytes for the name of a host, and its NUL */
	STATUS_GO_ON = 354,   /* the server waits for the message */
	STATUS_CLOSING = 421, /* the server ends the connection (section 3.8) */
};

struct smtp {
	struct arena arena; /* as long as the connection */
	CURL *easy;
	struct str server; /* "host:port", for error texts */
	const volatile int *stop;
	/* Of the present message: */
	struct str message;
	size_t handed;   /* bytes of it that libcurl has taken */
	bool asked;      /* libcurl asked for it */
	bool complete;   /* libcurl has all of it */
	long status;     /* of the last reply, that to QUIT not counted; 0: there was none */
	long objection;  /* the status of the last reply of 400 or more; 0: there was none */
	char reply[512]; /* the last line of that reply */
	bool went_on;    /* other replies came after it */
	bool named;      /* the server was told to whom the message goes */
	bool about;      /* it is about the message or its address */
	char codes[24];  /* its status, and its enhanced status code if it has one */
	char problem[CURL_ERROR_SIZE];
};

static size_t on_read(char *to, size_t size, size_t count, void *user)
{
	struct smtp *s = user;
	assert(s->handed <= s->message.n);
	struct str part = str_sub(s->message, s->handed, size * count);
	s->asked = true;
	if (part.n)
		memcpy(to, part.p, part.n);
	s->handed += part.n;
	s->complete = s->handed == s->message.n;
	return part.n;
}

/* Is given every line of every reply: "250-SIZE 100", "250 OK". Keeps the last objection, but not a
 * second one right after it with another status: that is the reply to the QUIT. */
static size_t on_reply(char *line, size_t size, size_t count, void *user)
{
	struct smtp *s = user;
	struct str text = str_trim((struct str){line, size * count});
	long status;
	bool known = text.n >= 3 && str_to_long(str_sub(text, 0, 3), &status);
	if (!known || status < 400 || (s->objection && !s->went_on && s->objection != status)) {
		s->went_on = true;
		return size * count;
	}
	s->objection = status;
	s->went_on = false;
	text = str_sub(text, 0, sizeof s->reply - 1); /* leaves room for the NUL */
	memcpy(s->reply, text.p, text.n);
	s->reply[text.n] = 0;
	return size * count;
}

/* Is shown what libcurl sends: a reply after RCPT is about the recipient. */
static int on_debug(CURL *easy, curl_infotype type, char *data, size_t n, void *user)
{
	struct smtp *s = user;
	(void)easy;
	if (type == CURLINFO_HEADER_OUT && str_starts((struct str){data, n}, S("RCPT TO:")))
		s->named = true;
	return 0;
}

/* Breaks off when the worker is to stop, but not once the message is handed over whole: then nobody
 * would know whether it was delivered. */
static int on_progress(
	void *user, curl_off_t down_all, curl_off_t down, curl_off_t up_all, curl_off_t up)
{
	const struct smtp *s = user;
	(void)down_all, (void)down, (void)up_all, (void)up;
	return s->stop && *s->stop && !s->complete;
}

/* Reads "smtp://host:port". False when there is more in it, or less. */
static bool read_url(struct smtp *s, struct str url, char host[static HOST_SIZE], struct err *err)
{
	CURLU *parts = curl_url();
	char *name = NULL, *port = NULL, *path = NULL, *user = NULL;
	bool sound = parts &&
		!curl_url_set(parts, CURLUPART_URL, str_cstr(&s->arena, url), CURLU_NON_SUPPORT_SCHEME) &&
		!curl_url_get(parts, CURLUPART_HOST, &name, 0) &&
		!curl_url_get(parts, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) &&
		!curl_url_get(parts, CURLUPART_PATH, &path, 0) &&
		curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_NO_USER &&
		str_eq(str_of(path), S("/")) && strlen(name) < HOST_SIZE;
	if (sound) {
		memcpy(host, name, strlen(name) + 1);
		s->server = str_printf(&s->arena, "%s:%s", name, port);
	}
	curl_free(name);
	curl_free(port);
	curl_free(path);
	curl_free(user);
	curl_url_cleanup(parts);
	return sound ||
		err_set(err,
			"mail.smtp in the configuration is to be smtp://host:port, without a name, password or "
			"path in it");
}

static void set_up(struct smtp *s, const struct smtp_options *o, bool here)
{
	CURL *e = s->easy;
	curl_easy_setopt(e, CURLOPT_URL, str_cstr(&s->arena, o->url));
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(e, CURLOPT_PROXY, ""); /* none, whatever the environment says */
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(e, CURLOPT_USE_SSL,
		(long)(here       ? CURLUSESSL_NONE :
				o->user.n ? CURLUSESSL_ALL :
							CURLUSESSL_TRY));
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)SMTP_CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_SERVER_RESPONSE_TIMEOUT,
		o->reply_seconds ? o->reply_seconds : (long)SMTP_REPLY_SECONDS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)SMTP_MESSAGE_SECONDS);
	curl_easy_setopt(e, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(e, CURLOPT_READDATA, s);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_reply);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(e, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(e, CURLOPT_XFERINFODATA, s);
	curl_easy_setopt(e, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, s->problem);
	curl_easy_setopt(e, CURLOPT_VERBOSE, 1L); /* to on_debug alone */
	curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(e, CURLOPT_DEBUGDATA, s);
	if (o->ca.n)
		curl_easy_setopt(e, CURLOPT_CAINFO, str_cstr(&s->arena, o->ca));
	if (o->user.n) {
		curl_easy_setopt(e, CURLOPT_USERNAME, str_cstr(&s->arena, o->user));
		curl_easy_setopt(e, CURLOPT_PASSWORD, str_cstr(&s->arena, o->password));
	}
}

struct smtp *smtp_open(const struct smtp_options *options, struct err *err)
{
	struct smtp *s = alloc_bytes(sizeof *s);
	char host[HOST_SIZE];
	*s = (struct smtp){.stop = options->stop};
	s->easy = curl_easy_init();
	if (s->easy ? read_url(s, options->url, host, err) :
				  err_set_kind(err, ERR_SYSTEM, "libcurl could not be started")) {
		set_up(s, options, url_is_this_machine(str_of(host)));
		return s;
	}
	smtp_close(s);
	return NULL;
}

void smtp_close(struct smtp *s)
{
	if (!s)
		return;
	curl_easy_cleanup(s->easy);
	arena_free(&s->arena);
	free(s);
}

/* Whether it is ASCII lines that end in CRLF. For a lenient server a lone CR or LF could end the
 * message early, and the rest would begin another one (SMTP smuggling). */
static bool message_is_sound(struct str message)
{
	size_t line = 0;
	for (size_t i = 0; i < message.n; i++) {
		char c = message.p[i];
		bool ends = c == '\r' && i + 1 < message.n && message.p[i + 1] == '\n';
		if (!c || (unsigned char)c >= 0x80 || (!ends && (c == '\r' || c == '\n')) ||
			(!ends && ++line > LINE_MAX_BYTES))
			return false;
		i += ends;
		line = ends ? 0 : line;
	}
	return message.n >= 2 && message.p[message.n - 1] == '\n' && message.n <= SMTP_MESSAGE_MAX;
}

/* Whether the address stays inside the angle brackets of MAIL and RCPT, and on their line. */
static bool address_is_sound(struct str address)
{
	for (size_t i = 0; i < address.n; i++)
		if (address.p[i] <= ' ' || address.p[i] >= 0x7f || strchr("<>\"", address.p[i]))
			return false;
	return address.n > 0 && str_find_char(address, '@') != STR_NOT_FOUND;
}

static CURLcode transfer(struct smtp *s, struct str from, struct str to)
{
	struct arena a CLEANUP_ARENA = {0};
	struct curl_slist *rcpt = curl_slist_append(
		NULL, str_printf(&a, "<" STR_FMT ">", STR_ARG(to)).p);
	if (!rcpt)
		return CURLE_OUT_OF_MEMORY;
	curl_easy_setopt(s->easy, CURLOPT_MAIL_FROM, str_printf(&a, "<" STR_FMT ">", STR_ARG(from)).p);
	curl_easy_setopt(s->easy, CURLOPT_MAIL_RCPT, rcpt);
	curl_easy_setopt(s->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)s->message.n);
	CURLcode code = curl_easy_perform(s->easy);
	curl_easy_setopt(s->easy, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(rcpt);
	return code;
}

/* What the server said, fit to be shown: the objection, unless a later reply has settled it. */
static struct str reply_of(struct arena *a, const struct smtp *s)
{
	if (s->objection != s->status)
		return str_printf(a, "%ld", s->status);
	return utf8_cut(str_collapse(a, utf8_clean(a, str_of(s->reply))), REPLY_SHOWN);
}

/* "550 5.1.1" of "550 5.1.1 <ana@example.net>: no such user". */
static void note_codes(struct smtp *s)
{
	struct str rest = str_of(s->reply), status = str_sub(rest, 0, 3);
	size_t n = 0;
	s->codes[0] = 0;
	if (!s->objection || !str_is_digits(status) || status.n < 3)
		return;
	rest = str_sub(rest, 4, SIZE_MAX);
	struct str code = str_cut(&rest, ' ');
	while (n < code.n && (is_digit(code.p[n]) || code.p[n] == '.'))
		n++;
	bool enhanced = code.n >= 5 && n == code.n && code.n <= 11 && code.p[1] == '.' &&
		code.p[0] == status.p[0];
	snprintf(s->codes, sizeof s->codes, STR_FMT "%s" STR_FMT, STR_ARG(status), enhanced ? " " : "",
		STR_ARG(enhanced ? code : STR_NONE));
}

struct str smtp_codes(const struct smtp *s)
{
	return str_of(s->codes);
}

bool smtp_named_recipient(const struct smtp *s)
{
	return s->named;
}

bool smtp_is_about_message(const struct smtp *s)
{
	return s->about;
}

/* A reply is about this message when libcurl failed with CURLE_SEND_ERROR (at MAIL, RCPT or DATA)
 * or had asked for the message; an earlier one is about the connection. */
static enum smtp_outcome outcome_of(const struct smtp *s, CURLcode code)
{
	if (code == CURLE_OK)
		return SMTP_SENT;
	if ((code == CURLE_SEND_ERROR || s->asked) && s->status >= 500)
		return SMTP_REFUSED;
	return s->complete && s->status == STATUS_GO_ON ? SMTP_UNSURE : SMTP_LATER;
}

static void set_stopped(struct err *why)
{
	err_set_kind(why, ERR_SYSTEM, "the worker was stopped before the message was handed over");
}

static void explain_failure(
	const struct smtp *s, enum smtp_outcome outcome, CURLcode code, struct err *why)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str server = s->server, reply = reply_of(&a, s);
	const char *problem = s->problem[0] ? s->problem : curl_easy_strerror(code);
	if (outcome == SMTP_REFUSED)
		err_set_kind(why, ERR_SOURCE, "the mail server refused it: " STR_FMT, STR_ARG(reply));
	else if (outcome == SMTP_UNSURE)
		err_set_kind(why, ERR_SOURCE,
			"the mail server at " STR_FMT
			" got the whole message and did not say whether it took it (%s)",
			STR_ARG(server), problem);
	else if (code == CURLE_ABORTED_BY_CALLBACK)
		set_stopped(why);
	else if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST)
		err_set_kind(why, ERR_SOURCE,
			"no mail server answers at " STR_FMT " (%s); is it running, and is mail.smtp right?",
			STR_ARG(server), problem);
	else if (code == CURLE_LOGIN_DENIED)
		err_set(why,
			"the mail server at " STR_FMT
			" does not let us in with the name and password of the configuration: " STR_FMT,
			STR_ARG(server), STR_ARG(reply));
	else if (s->status >= 400)
		err_set_kind(why, ERR_SOURCE,
			"the mail server at " STR_FMT " does not take it now: " STR_FMT, STR_ARG(server),
			STR_ARG(reply));
	else
		err_set_kind(why, ERR_SOURCE, "the connection to the mail server at " STR_FMT " failed: %s",
			STR_ARG(server), problem);
}

enum smtp_outcome smtp_send(
	struct smtp *s, struct str from, struct str to, struct str message, struct err *why)
{
	if (!address_is_sound(from) || !address_is_sound(to) || !message_is_sound(message)) {
		err_set(why, "the message or an address of it is not in the form that mail servers take");
		s->about = true;
		s->codes[0] = 0;
		return SMTP_REFUSED;
	}
	if (s->stop && *s->stop) {
		set_stopped(why);
		return SMTP_LATER;
	}
	s->message = message;
	s->handed = 0;
	s->asked = s->complete = s->named = false;
	s->status = s->objection = 0;
	s->reply[0] = s->problem[0] = 0;
	CURLcode code = transfer(s, from, to);
	curl_easy_getinfo(s->easy, CURLINFO_RESPONSE_CODE, &s->status);
	enum smtp_outcome outcome = outcome_of(s, code);
	s->about = s->named && s->status >= 400 && s->status != STATUS_CLOSING;
	note_codes(s);
	assert(outcome != SMTP_SENT || s->complete);
	if (outcome != SMTP_SENT)
		explain_failure(s, outcome, code, why);
	return outcome;
}
