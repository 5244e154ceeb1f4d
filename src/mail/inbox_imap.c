/* A mailbox of an IMAP server (RFC 3501), by libcurl over one connection: the numbers of the
 * messages behind the mark, then each message. Fetching one marks it as seen. */
#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/url.h"
#include "mail/inbox_parts.h"

enum {
	CONNECT_SECONDS = 30,
	REPLY_SECONDS = 300,
	MESSAGE_SECONDS = 600,
	LIST_MAX = 1 << 20, /* bytes; what does not fit is listed the next time */
};

struct imap {
	struct arena arena;
	const struct inbox *in;
	CURL *easy;
	struct str server; /* "imaps://host:port/MAILBOX" */
	struct str user;   /* as the place names it */
	struct buf body;   /* what the server gives: lines, or a message */
	long validity;     /* UIDVALIDITY of the mailbox that is open; 0: the server has none */
	struct inbox_mark mark;
	bool here; /* the server is this machine */
	char problem[CURL_ERROR_SIZE];
};

static size_t on_body(char *bytes, size_t size, size_t count, void *user)
{
	struct imap *s = user;
	if (!s->body.overflow)
		buf_add(&s->body, (struct str){bytes, size * count});
	return size * count;
}

/* Every line that the server says: "* OK [UIDVALIDITY 3857529045] UIDs valid". */
static size_t on_line(char *bytes, size_t size, size_t count, void *user)
{
	struct imap *s = user;
	struct str line = {bytes, size * count};
	static const struct str BEFORE = {"* OK [UIDVALIDITY ", 18};
	if (str_istarts(line, BEFORE)) {
		struct str rest = str_sub(line, BEFORE.n, SIZE_MAX);
		long validity;
		s->validity = str_to_long(str_cut(&rest, ']'), &validity) && validity > 0 ? validity : 0;
	}
	return size * count;
}

static int on_progress(
	void *user, curl_off_t down_all, curl_off_t down, curl_off_t up_all, curl_off_t up)
{
	const struct imap *s = user;
	(void)down_all, (void)down, (void)up_all, (void)up;
	return inbox_stopped(s->in);
}

/* Takes the user out of the address, so that no error of libcurl shows it. */
static bool read_place(struct imap *s, struct err *err)
{
	CURLU *url = curl_url();
	char *host = NULL, *user = NULL, *path = NULL, *bare = NULL;
	bool sound = url && !curl_url_set(url, CURLUPART_URL, str_cstr(&s->arena, s->in->place), 0) &&
		!curl_url_get(url, CURLUPART_HOST, &host, 0) &&
		!curl_url_get(url, CURLUPART_USER, &user, CURLU_URLDECODE) &&
		!curl_url_get(url, CURLUPART_PATH, &path, 0) && strlen(path) > 1 &&
		!curl_url_set(url, CURLUPART_USER, NULL, 0) &&
		!curl_url_set(url, CURLUPART_PASSWORD, NULL, 0) &&
		!curl_url_get(url, CURLUPART_URL, &bare, 0);
	if (sound) {
		s->server = str_copy(&s->arena, str_of(bare));
		s->user = str_copy(&s->arena, str_of(user));
		s->here = url_is_this_machine(str_of(host));
	}
	curl_free(host);
	curl_free(user);
	curl_free(path);
	curl_free(bare);
	curl_url_cleanup(url);
	return sound ||
		err_set(err, "an IMAP mailbox is imaps://USER@HOST/MAILBOX, with %%40 for an @ in USER");
}

static void set_up(struct imap *s)
{
	CURL *e = s->easy;
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(e, CURLOPT_PROXY, ""); /* none, whatever the environment says */
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_USE_SSL, (long)(s->here ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)REPLY_SECONDS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)MESSAGE_SECONDS);
	if (s->in->ca.n)
		curl_easy_setopt(e, CURLOPT_CAINFO, str_cstr(&s->arena, s->in->ca));
	curl_easy_setopt(e, CURLOPT_USERNAME, str_cstr(&s->arena, s->user));
	curl_easy_setopt(e, CURLOPT_PASSWORD, str_cstr(&s->arena, s->in->password));
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, s);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(e, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(e, CURLOPT_XFERINFODATA, s);
	curl_easy_setopt(e, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, s->problem);
}

static CURLcode ask_server(struct imap *s, struct str url, const char *command)
{
	struct arena a CLEANUP_ARENA = {0};
	buf_clear(&s->body);
	s->problem[0] = 0;
	curl_easy_setopt(s->easy, CURLOPT_URL, str_cstr(&a, url));
	curl_easy_setopt(s->easy, CURLOPT_CUSTOMREQUEST, command);
	return curl_easy_perform(s->easy);
}

static bool explain_failure(const struct imap *s, CURLcode code, struct err *err)
{
	if (code == CURLE_LOGIN_DENIED)
		return err_set(err,
			"the mail server " STR_FMT
			" does not let us in with the name and password of the configuration",
			STR_ARG(s->server));
	return err_set_kind(err, ERR_SOURCE, "mail cannot be fetched from " STR_FMT ": %s",
		STR_ARG(s->server), s->problem[0] ? s->problem : curl_easy_strerror(code));
}

/* "* 12 FETCH (UID 345)"; a server may tell more than it was asked for. */
static bool read_uid(struct str line, long *uid)
{
	size_t at = str_ifind(line, S("UID "));
	if (!str_starts(line, S("* ")) || str_ifind(line, S(" FETCH (")) == STR_NOT_FOUND ||
		at == STR_NOT_FOUND)
		return false;
	struct str rest = str_sub(line, at + 4, SIZE_MAX);
	size_t n = 0;
	while (n < rest.n && is_digit(rest.p[n]))
		n++;
	return str_to_long(str_sub(rest, 0, n), uid);
}

static int by_number(const void *a, const void *b)
{
	const long x = *(const long *)a, y = *(const long *)b;
	return (x > y) - (x < y);
}

struct uids {
	long *v;
	size_t n;
};
/* The messages behind the mark, in their order. "7:*" names the last one also when it is 5. */
static struct uids read_uids(struct imap *s)
{
	struct uids uids = {0};
	long uid;
	for (struct str rest = buf_str(&s->body); rest.p;)
		if (read_uid(str_cut(&rest, '\n'), &uid) && uid > s->mark.uid) {
			uids.v = arena_grow(&s->arena, uids.v, uids.n, sizeof *uids.v);
			uids.v[uids.n++] = uid;
		}
	if (uids.n)
		qsort(uids.v, uids.n, sizeof *uids.v, by_number);
	return uids;
}

/* A mailbox whose numbers were given anew is read from its beginning: what was in it before is
 * known by its content. */
static bool find_uids(struct imap *s, struct uids *out, struct err *err)
{
	for (int tries = 0; tries < 2; tries++) {
		struct str command = str_printf(&s->arena, "UID FETCH %ld:* (UID)", s->mark.uid + 1);
		CURLcode code = ask_server(s, s->server, command.p);
		*out = code == CURLE_OK ? read_uids(s) : (struct uids){0};
		if (code == CURLE_ABORTED_BY_CALLBACK)
			return true;
		if (code != CURLE_OK)
			return explain_failure(s, code, err);
		if (s->validity == s->mark.validity && s->validity)
			return true;
		s->mark = (struct inbox_mark){.validity = s->validity};
	}
	return true;
}

static bool take_uid(struct imap *s, long uid, struct err *err)
{
	assert(uid > s->mark.uid);
	struct str url = str_printf(&s->arena, STR_FMT "/;UID=%ld", STR_ARG(s->server), uid);
	CURLcode code = ask_server(s, url, NULL);
	if (code == CURLE_ABORTED_BY_CALLBACK)
		return true;
	if (s->validity != s->mark.validity)
		return err_set_kind(err, ERR_SOURCE,
			"the mail server " STR_FMT " gave the messages other numbers meanwhile; try again",
			STR_ARG(s->server));
	bool gone = code == CURLE_REMOTE_FILE_NOT_FOUND;
	if (code != CURLE_OK && !gone)
		return explain_failure(s, code, err);
	if (!gone && !s->in->take(s->in->user, buf_str(&s->body), err))
		return false;
	s->mark.uid = uid;
	return !s->in->marked || s->in->marked(s->in->user, s->mark, err);
}

static bool read_mailbox(struct imap *s, struct err *err)
{
	struct uids uids = {0};
	s->body = buf_new(LIST_MAX);
	if (!find_uids(s, &uids, err))
		return false;
	buf_free(&s->body);
	s->body = buf_new(INBOX_MESSAGE_MAX);
	for (size_t i = 0; i < uids.n && !inbox_stopped(s->in); i++)
		if (!take_uid(s, uids.v[i], err))
			return false;
	return true;
}

bool inbox_imap_read(const struct inbox *in, struct err *err)
{
	struct imap s = {.in = in, .mark = in->mark, .easy = curl_easy_init()};
	bool well = s.easy ? read_place(&s, err) :
						 err_set_kind(err, ERR_SYSTEM, "libcurl could not be started");
	if (well) {
		set_up(&s);
		well = read_mailbox(&s, err);
	}
	curl_easy_cleanup(s.easy);
	buf_free(&s.body);
	arena_free(&s.arena);
	return well;
}
